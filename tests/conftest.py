"""The figures that a test leaves open are held against the record, then closed."""

import warnings

import pytest


@pytest.fixture
def drawn_as_recorded(request):
    """For a test that draws: every line, patch and text is where it was recorded."""
    from drawn import figures
    from matplotlib import pyplot as plt
    from snapshots import as_recorded

    from rnn_tutorial.plotting import use_book_style

    plt.close("all")
    with plt.rc_context():
        with warnings.catch_warnings(action="ignore"):  # the second time, of colormaps
            use_book_style()
        yield
        drawn = figures()
    plt.close("all")
    if drawn:
        name = request.node.nodeid.removeprefix("tests/")
        as_recorded(f"figures/{request.module.__name__}", name.split("::")[1], drawn)
