"""Style sheets made small: the rules and variables that pages and scripts can use."""

import posixpath
import re
from functools import cache
from typing import NamedTuple

import tinycss2

GROUPS = ("media", "supports")
URL = re.compile(r"url\(['\"]?(?!data:|#)([^)'\"]+)['\"]?\)")
VARIABLE = re.compile(r"--[\w-]+")


class Rule(NamedTuple):
    """A rule: the conditions around it, its selectors, and its declarations."""

    at: tuple[str, ...]
    selectors: tuple[str, ...]
    declarations: tuple[tuple[str, str], ...]


def read_rules(css, at=()):
    """Yield the rules of a style sheet, those in `@media` and `@supports` too."""
    nodes = css if isinstance(css, list) else tinycss2.parse_stylesheet(css, True, True)
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = tuple(text(part) for part in split(node.prelude))
            yield Rule(at, selectors, declarations(node.content))
        elif node.type == "at-rule" and node.lower_at_keyword in GROUPS:
            inner = tinycss2.parse_rule_list(node.content, True, True)
            condition = f"@{node.lower_at_keyword} {text(node.prelude)}"
            yield from read_rules(inner, (*at, condition))
        elif node.type == "at-rule" and node.content is not None:
            head = f"@{node.at_keyword} {text(node.prelude)}".strip()
            yield Rule(at, (head,), (("", text(node.content)),))


def split(tokens):
    """Return the tokens between the commas."""
    parts = [[]]
    for token in tokens:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def text(tokens):
    """Return tokens as CSS, white space made short and comments left out."""
    css = tinycss2.serialize([token for token in tokens if token.type != "comment"])
    return " ".join(css.split())


def declarations(tokens):
    """Return the pairs of name and value between a rule's braces."""
    found = tinycss2.parse_blocks_contents(tokens, True, True)
    important = {True: "!important", False: ""}
    return tuple(
        (node.name, text(node.value) + important[node.important])
        for node in found
        if node.type == "declaration"
    )


@cache
def names_in(selector):
    """Return the classes and ids that an element must have; what `:not` names not."""
    tokens = tinycss2.parse_component_value_list(selector)
    pairs = zip([None, *tokens], tokens, strict=False)
    classes = {b.value for a, b in pairs if a == "." and b.type == "ident"}
    return classes | {token.value for token in tokens if token.type == "hash"}


def used_rules(rules, names):
    """Return the rules with the selectors whose classes and ids all are in `names`."""
    kept = []
    for rule in rules:
        selectors = tuple(s for s in rule.selectors if s[0] == "@" or fits(s, names))
        if selectors and rule.declarations:
            kept.append(rule._replace(selectors=selectors))
    return kept


def fits(selector, names):
    """Tell whether elements with these names could match the selector."""
    return names_in(selector) <= names


def used_variables(rules, names):
    """Return the rules without the variables that nothing reads."""
    while True:
        values = [(n, v) for rule in rules for n, v in rule.declarations]
        read = names.union(*(VARIABLE.findall(value) for _, value in values))
        fewer = [rule for rule in map(without(read), rules) if rule.declarations]
        if fewer == rules:
            return rules
        rules = fewer


def without(read):
    """Return a function that drops a rule's variables other than `read`."""

    def drop(rule):
        kept = [d for d in rule.declarations if d[0][:2] != "--" or d[0] in read]
        return rule._replace(declarations=tuple(kept))

    return drop


def moved(rules, source, target):
    """Return the rules of the file `source` with addresses right for `target`."""

    def move(match):
        path = posixpath.join(posixpath.dirname(source), match[1])
        return f"url({posixpath.relpath(path, posixpath.dirname(target))})"

    return [
        rule._replace(
            declarations=tuple((n, URL.sub(move, v)) for n, v in rule.declarations)
        )
        for rule in rules
    ]


def write_rules(rules):
    """Return the rules as one style sheet."""
    return "".join(map(write_rule, rules))


def write_rule(rule):
    """Return one rule as CSS, inside its conditions."""
    body = ";".join(f"{name}:{value}" if name else value for name, value in rule[2])
    css = f"{','.join(rule.selectors)}{{{body}}}"
    for condition in reversed(rule.at):
        css = f"{condition}{{{css}}}"
    return css + "\n"
