"""Put the PDF and the EPUB beside a built site, and link to them where it names them.

A site that is only built names these files without a link: nothing is dead there.

Usage: python scripts/add_downloads.py _build/html FILE...
"""

import re
import shutil
import sys
from pathlib import Path


def add_downloads(site, files):
    """Copy `files` into the folder `site`; link their names, where they are code."""
    names = "|".join(re.escape(file.name) for file in files)
    named = re.compile(rf"<code\b[^>]*>(?:<span[^>]*>)?({names})(?:</span>)?</code>")
    for file in files:
        shutil.copy(file, site)
    for page in sorted(site.rglob("*.html")):
        up = "../" * (len(page.relative_to(site).parts) - 1)
        html = page.read_text(encoding="utf-8")
        linked = named.sub(rf'<a href="{up}\1">\g<0></a>', html)
        page.write_text(linked, encoding="utf-8")


if __name__ == "__main__":
    add_downloads(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
