"""The XML around the pages of the EPUB; build_epub.py fills it in."""

CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""
PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
 xmlns:xlink="http://www.w3.org/1999/xlink" lang="en" xml:lang="en" data-theme="light">
<head><title>{title}</title><link rel="stylesheet" href="book.css"/></head>
<body>{body}</body></html>
"""
COVER = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 800">
<rect width="600" height="800" fill="{paper}"/>
<g font-family="sans-serif" fill="{ink}"><g font-size="44" font-weight="bold">
{title}</g>
<text x="50" y="740" font-size="20">{author}</text></g>
<svg x="30" y="400" width="540" height="140"{drawing}
</svg>
"""
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"
 xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{uuid}</dc:identifier>
<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dc:language>en</dc:language>
<dc:date>{date}</dc:date><dc:rights>CC BY 4.0 (text), BSD-3-Clause (code)</dc:rights>
<meta property="dcterms:modified">{date}T00:00:00Z</meta>
</metadata>
<manifest>
<item id="css" href="book.css" media-type="text/css"/>
<item id="cover-image" href="cover.svg" media-type="image/svg+xml"
 properties="cover-image"/>
{items}
</manifest>
<spine>{spine}</spine>
</package>
"""
FRONT = '<p class="cover"><img src="cover.svg" alt="The cover"/></p>'
