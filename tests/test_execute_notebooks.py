"""Cell ids stay when they are good, and are made from the text when they are not."""

import json

from execute_notebooks import read, settle_ids


def cells(*ids):
    return [{"id": name, "source": f"x = {i}"} for i, name in enumerate(ids)]


def test_valid_ids_are_kept():
    some = cells("state", "loss-2")
    settle_ids(some, "chapter")
    assert [cell["id"] for cell in some] == ["state", "loss-2"]


def test_a_repeated_or_invalid_id_is_replaced():
    some = cells("state", "state", "not valid", "")
    settle_ids(some, "chapter")
    ids = [cell["id"] for cell in some]
    assert ids[0] == "state" and len(set(ids)) == 4 and "not valid" not in ids


def test_replaced_ids_are_the_same_in_every_run():
    one, two = cells("", ""), cells("", "")
    settle_ids(one, "chapter")
    settle_ids(two, "chapter")
    assert one == two


def test_equal_cells_get_different_ids():
    some = [{"id": "", "source": ""}, {"id": "", "source": ""}]
    settle_ids(some, "chapter")
    assert some[0]["id"] != some[1]["id"]


def test_reading_strips_trailing_blanks(tmp_path):
    cell = {"cell_type": "markdown", "metadata": {}, "source": ["a  \n", "b\n"]}
    raw = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "a.ipynb").write_text(json.dumps(raw), encoding="utf-8")
    assert read(tmp_path / "a.ipynb").cells[0].source == "a\nb"
