"""Write the built book into one PDF, with Debian's Chromium.

The browser prints twice: the first printing says on which page each section begins,
the second has these numbers in its table of contents.

Usage: python scripts/build_pdf.py _build/html _build/pdf/rnn-book.pdf
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

import yaml
from one_page import SITE, UNLINKED, anchor, plain, read_pages

ROOT = Path(__file__).resolve().parents[1]
FLAGS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update "
    "--no-pdf-header-footer --generate-pdf-document-outline --export-tagged-pdf"
).split()
DATE = re.compile(rb"(/(?:Creation|Mod)Date \(D:)\d{14}")
SHEET = re.compile(rb"^(\d+) 0 obj\n<</Type /Page$", re.M)
TARGET = re.compile(rb"/([\w.%-]+) \[(\d+) 0 R /XYZ")
# Black on paper anyway: without these, the code weighs half as much.
PLAIN_CODE = re.compile(r"<span class=\"(?:n|p|w|nn|ow)\">([^<]*)</span>|<span></span>")
PAGE = """<!DOCTYPE html>
<html lang="en" data-theme="light" data-mode="light">
<head><meta charset="utf-8"><title>{title}</title>
<link rel="stylesheet" href="{site}/_static/site.css">
<link rel="stylesheet" href="{site}/_static/print.css">
</head><body>
<header class="cover"><h1>{title}</h1>
<img src="{site}/_static/cover.svg" alt=""><p>{author}</p></header>
<nav class="book-contents" aria-label="Contents"><h1>Contents</h1>{contents}</nav>
{chapters}
</body></html>
"""


def contents_list(pages, numbers):
    """Return the table of contents; `numbers` holds the printed page of each id."""
    lines = []
    for page in pages:
        if page.part:
            lines.append(f'<p class="part-name">{escape(page.part)}</p>')
        for target, level, heading in page.headings():
            number = numbers.get(target, "")
            lines.append(
                f'<p class="level-{level}"><a href="#{target}"><span>'
                f"{UNLINKED.sub('', heading)}</span><span>{number}</span></a></p>"
            )
    return "\n".join(lines)


def chapter(page):
    """Return `page` as a chapter that begins on a new sheet, with its running title."""
    name = anchor(page.name)
    title = plain(page.headings()[0][2]).replace("\\", "\\\\").replace('"', '\\"')
    part = f'<p class="part-name">{escape(page.part)}</p>' if page.part else ""
    body = PLAIN_CODE.sub(r"\1", page.body)
    return (
        f'<style>@page {name} {{ @top-right {{ content: "{title}"; }} }}</style>'
        f'<article class="bd-article" id="{name}" style="page: {name}">'
        f"{part}{body}</article>"
    )


def document(pages, numbers, config):
    """Return the whole book as one HTML page."""
    return PAGE.format(
        title=escape(config["title"]),
        author=escape(config["author"]),
        site=SITE,
        contents=contents_list(pages, numbers),
        chapters="\n".join(chapter(page) for page in pages),
    )


def print_page(page, pdf):
    """Let the browser print the HTML file `page` into the file `pdf`."""
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not browser:
        raise SystemExit("make pdf needs chromium: install it, or name it in CHROMIUM")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        files = [f"--user-data-dir={profile}", f"--print-to-pdf={pdf.resolve()}"]
        command = [browser, *FLAGS, *files, page.resolve().as_uri()]
        run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode or not pdf.exists():
        raise SystemExit(f"{browser} did not print {page}:\n{run.stderr}")


def printed_on(pdf):
    """Return {id: page number} of the targets that the links of a PDF lead to."""
    data = pdf.read_bytes()
    sheets = {number: place for place, number in enumerate(SHEET.findall(data), 1)}
    return {
        name.decode().replace("#", "%"): sheets[sheet]
        for name, sheet in TARGET.findall(data)
    }


def fix_dates(pdf, date):
    """Write `date` over the time of printing: the same book is then the same bytes."""
    stamp = rb"\g<1>" + date.replace("-", "").encode() + b"000000"
    pdf.write_bytes(DATE.sub(stamp, pdf.read_bytes()))


def build_pdf(site, pdf):
    """Print the built `site` into the file `pdf`."""
    config, toc, citation = (
        yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
        for name in ("_config.yml", "_toc.yml", "CITATION.cff")
    )
    pages, numbers = read_pages(site, toc), {}
    pdf.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        page = pdf.with_suffix(".html")
        text = document(pages, numbers, config)
        page.write_text(text, encoding="utf-8")
        print_page(page, pdf)
        numbers = printed_on(pdf)
    fix_dates(pdf, citation["date-released"])
    return max(numbers.values())


if __name__ == "__main__":
    out = Path(sys.argv[2])
    print(f"{out}: {build_pdf(sys.argv[1], out)} pages")
