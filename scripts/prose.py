"""Find decimal numbers in sentences that neither a run nor a source supports."""

import re

CITED = "\ue000"  # stands for a source; no text uses it
# Directives whose body is not prose; the body of every other one is.
NOT_PROSE = re.compile(r"\{(?:code|code-block|code-cell|math|bibliography|raw|toctree)")
FENCE = re.compile(r"^\s*(`{3,}|~{3,}|:{3,})\s*(.*)$")
OPTION = re.compile(r"^\s*:[\w-]+:.*$", re.MULTILINE)
DECIMAL = re.compile(r"\d*\.\d+")
BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+#|]|\d+\. ))")
SENTENCE = re.compile(r"(?<=[.!?])\s+")
REPLACEMENTS = [
    (r"\A---\n.*?\n---\n", ""),
    (r"<!--.*?-->", ""),
    (r"\$\$.*?\$\$(?:\s*\([\w-]+\))?", ""),
    (r"(?<!\\)\$[^$]+\$", ""),
    (r"\{cite[^}]*\}`[^`]*`", CITED),
    (r"(`+).+?\1", ""),
    (r"\[[^\[\]]*\]\(run:[^()\s]*\)", ""),
    (r"\[([^\[\]]*)\]\(https?:[^\s]*\)", rf"\1 {CITED}"),
    (r"<?https?:[^\s>]*>?", CITED),
    (r"\]\([^)]*\)", "]"),
]


def without_code(text):
    """Return `text` without fenced code; prose directives keep their body."""
    kept, closing = [], ""
    for line in text.splitlines():
        fence = FENCE.match(line)
        if closing:
            closing = "" if line.strip() == closing else closing
        elif fence and is_code(*fence.groups()):
            closing = fence[1]
        elif not fence:
            kept.append(line)
    return OPTION.sub("", "\n".join(kept))


def is_code(marks, info):
    """Tell whether a fence opens code: ``` python, or ```{code-block}."""
    if NOT_PROSE.match(info):
        return True
    return marks[0] != ":" and bool(info) and not info.startswith("{")


def sentences(text):
    """Return the sentences of a Markdown text, without code, formulas and claims."""
    text = without_code(text)
    for pattern, new in REPLACEMENTS:
        text = re.sub(pattern, new, text, flags=re.DOTALL)
    return [s for block in BLOCK.split(text) for s in SENTENCE.split(block)]


def unsupported_decimals(text):
    """Return each sentence that has a decimal number and no source for it."""
    return [s for s in sentences(text) if DECIMAL.search(s) and CITED not in s]
