"""Find numbers in sentences that neither a run nor a source supports.

Exempt is what no reader takes for a claim: formulas and `code` (plain constants),
markers of ordered lists and of hints (Hint 2), labels and targets, options of
directives, addresses, tags, and digits that belong to a name, as in GPT-2 or float64.
Numbers written as words are free.
"""

import re

CITED = "\ue000"  # stands for a source; no text uses it
# Directives whose body is not prose; the body of every other one is.
NOT_PROSE = re.compile(r"\{(?:code|code-block|code-cell|math|bibliography|raw|toctree)")
FENCE = re.compile(r"^\s*(`{3,}|~{3,}|:{3,})\s*(.*)$")
# Directives whose argument is a title; that of any other is a label or a size.
TITLE = re.compile(
    r"\{(?:admonition|card|dropdown|exercise|grid-item-card|list-table|rubric"
    r"|sidebar|tab-item|table|topic)\}\s*(.*)"
)
OPTION = re.compile(r"^\s*:[\w-]+:.*$", re.MULTILINE)
NUMBER = re.compile(r"(?<!\w)(?<![^\W\d_][-_/])[\d\u00bc-\u00be]")
BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+#|]|\d+[.)] ))")
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
    (r"</?[a-zA-Z][^>]*>", ""),
    (r"(?m)^\([\w-]+\)=\s*$", ""),
    (r"(?m)^\s*(?:[-*+>]\s+)*(?:\*\*)?\d+[.)]\s", "\n\n"),
    (r"\bHint \d\b", "Hint"),
]


def without_code(text):
    """Return `text` without fenced code; prose directives keep title and body."""
    kept, closing = [], ""
    for line in text.splitlines():
        fence = FENCE.match(line)
        if closing:
            closing = "" if line.strip() == closing else closing
        elif fence and is_code(*fence.groups()):
            closing = fence[1]
        elif fence:
            title = TITLE.match(fence[2])
            kept.append(f"\n{title[1]}\n" if title else "")
        else:
            kept.append(line)
    return OPTION.sub("", "\n".join(kept))


def is_code(marks, info):
    """Tell whether a fence opens code: ``` python, or ```{code-block}."""
    if NOT_PROSE.match(info):
        return True
    return marks[0] != ":" and not info.startswith("{")


def sentences(text):
    """Return the sentences of a Markdown text, without code, formulas and claims."""
    text = without_code(text)
    for pattern, new in REPLACEMENTS:
        text = re.sub(pattern, new, text, flags=re.DOTALL)
    return [s.strip() for block in BLOCK.split(text) for s in SENTENCE.split(block)]


def unsupported_numbers(text):
    """Return each sentence that has a number in digits and no source for it."""
    return [s for s in sentences(text) if NUMBER.search(s) and CITED not in s]
