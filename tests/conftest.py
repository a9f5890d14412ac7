"""The figures that a test leaves open are held against the record, then closed."""

import pytest


@pytest.fixture
def drawn_as_recorded(request):
    """For a test that draws: every line, patch and text is where it was recorded."""
    from drawn import figures
    from matplotlib import pyplot as plt
    from snapshots import as_recorded

    plt.close("all")
    yield
    drawn = figures()
    plt.close("all")
    if drawn:
        name = request.node.nodeid.removeprefix("tests/")
        as_recorded(f"figures/{request.module.__name__}", name.split("::")[1], drawn)
