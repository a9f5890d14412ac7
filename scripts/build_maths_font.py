"""Cut the maths font down to what the book's formulas need: `book/_static/fonts/maths`.

Run it after `npm pack @fontsource/stix-two-math@5.3.0` and `pip install brotli==1.2.1`:
    python scripts/build_maths_font.py fontsource-stix-two-math-5.3.0.tgz
"""

import sys
import tarfile
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parents[1] / "book" / "_static" / "fonts" / "maths"
FILES = {
    "package/files/stix-two-math-latin-400-normal.woff2": "stix-two-math.woff2",
    "package/LICENSE": "LICENSE",
}
TEXT = "".join(map(chr, range(0x20, 0x7F))) + "\N{NO-BREAK SPACE}’"
GREEK = "αβγδεζηθικλμνξοπρςστυφχψωϵϑϰϕϱϖ"
CAPITALS = "ΓΔΘΛΞΠΣΦΨΩ"
SIGNS = "±∓×÷⋅∘∗⊙⊗⊕∑∏∫∂∇√∞∈∉∀∃∣‖′″…⋯⋮⋱⊤⊥ℓℝ𝔼𝒩ℒ𝒪−"
RELATIONS = "=≠≈≡∼≃∝<>≤≥≪≫←→↔↦⇒⇔∪∩⊂⊆∅¬∧∨"
FENCES = "()[]{}⟨⟩⌈⌉⌊⌋|‖⏞⏟"
ACCENTS = "^~ˆ˜¯˙¨→\u0302\u0303\u0304\u0305\u0307\u0308\u20d7"
# A browser draws a letter that stands alone with the character of its italic form.
CAPITAL_A, SMALL_A, GREEK_CAPITALS, GREEK_SMALL = 0x1D434, 0x1D44E, 0x1D6E2, 0x1D6FC
BOLD = [*range(0x1D400, 0x1D434), *range(0x1D7CE, 0x1D7D8)]

# In 1000ths of an em. In a sentence the original sets fractions far apart, with a heavy
# line; and browsers would set a script lower on y than on h, and higher on h than on x.
CONSTANTS = {
    "FractionNumeratorShiftUp": 400,
    "FractionDenominatorShiftDown": 345,
    "FractionNumeratorGapMin": 60,
    "FractionDenominatorGapMin": 60,
    "FractionRuleThickness": 54,
    "SubscriptBaselineDropMin": 0,
    "SuperscriptBaselineDropMax": 390,
}


def italic(character):
    """Return the italic form that MathML's own rule gives to a lone letter."""
    code = ord(character)
    special = {"h": "ℎ", "∂": "𝜕", "ϵ": "𝜖", "ϑ": "𝜗", "ϰ": "𝜘", "ϕ": "𝜙"}
    special |= {"ϱ": "𝜚", "ϖ": "𝜛", "∇": "𝛻"}
    if character in special:
        return special[character]
    for first, last, start in (
        ("A", "Z", CAPITAL_A),
        ("a", "z", SMALL_A),
        ("Α", "Ω", GREEK_CAPITALS),
        ("α", "ω", GREEK_SMALL),
    ):
        if first <= character <= last:
            return chr(start + code - ord(first))
    return character


def characters():
    """Return every character that the font of the book holds."""
    plain = TEXT + GREEK + CAPITALS + SIGNS + RELATIONS + FENCES + ACCENTS
    return set(plain) | set(map(italic, plain)) | set(map(chr, BOLD))


def cut(data):
    """Return the font file `data` with the book's characters alone."""
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    options = subset.Options(notdef_outline=True, name_IDs=[0, 1, 2, 5, 13])
    options.layout_features = []
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=map(ord, characters()))
    subsetter.subset(font)
    for name, value in CONSTANTS.items():
        getattr(font["MATH"].table.MathConstants, name).Value = value
    out = BytesIO()
    font.flavor = "woff2"
    font.save(out)
    return out.getvalue()


def main(package):
    """Write the font and its licence from the npm package `package`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tarfile.open(package) as archive:
        for name, target in FILES.items():
            data = archive.extractfile(name).read()
            data = cut(data) if target.endswith(".woff2") else data
            (FOLDER / target).write_bytes(data)


if __name__ == "__main__":
    main(sys.argv[1])
