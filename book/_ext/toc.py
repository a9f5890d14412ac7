"""The pages of the book in the order of its table of contents."""


def pages(env):
    """Return the names of all pages, in the order in which they are read."""
    found = []

    def visit(page):
        found.append(page)
        for child in env.toctree_includes.get(page, []):
            visit(child)

    visit(env.config.root_doc)
    return found
