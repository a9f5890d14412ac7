"""The drawings say the same as the equations."""

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pytest

from rnn_tutorial.plotting import rnn_structure
from rnn_tutorial.plotting.drawing import RADIUS, drawing_axes

pytestmark = pytest.mark.usefixtures("drawn_as_recorded")


def words(ax):
    return [text.get_text() for text in ax.texts]


@pytest.mark.parametrize("weight", ["$W_{xh}$", "$W_{hh}$", "$W_{hy}$"])
def test_every_step_of_the_unrolled_network_shows_the_same_weight(weight):
    ax = rnn_structure.folded_and_unrolled()
    assert words(ax).count(weight) == 1 + 3


def test_the_loop_returns_to_its_node_as_it_left_it():
    ax = drawing_axes(4, 4)
    rnn_structure.loop(ax, 2, 1.5, "$W$")
    way = ax.patches[0]._path_original.vertices - [2, 1.5]
    np.testing.assert_allclose(way[::-1] * [1, -1], way)
    assert np.hypot(*way[0]) == pytest.approx(RADIUS, abs=0.02)


def test_each_kind_of_task_has_its_inputs_and_outputs():
    drawn = words(rnn_structure.kinds_of_tasks())
    assert [drawn.count(f"$x_{t}$") for t in (1, 2, 3)] == [3, 2, 2]
    assert [drawn.count(f"$y_{t}$") for t in (1, 2, 3)] == [2, 2, 3]


def test_a_path_of_states_starts_at_zero():
    path = np.array([[0.5, 0.0], [0.7, 0.2]])
    ax = rnn_structure.state_paths([path], ["dog bites"])
    assert np.array_equal(ax.lines[0].get_xydata(), [[0, 0], [0.5, 0], [0.7, 0.2]])


def test_words_stand_outside_their_points_and_the_last_one_inside():
    path = np.array([[0.5, 0.1], [0.0, 0.2], [-0.5, 0.3], [-0.5, 0.4]])
    ax = rnn_structure.state_paths([path], ["dog bites the man"])
    shifts = [text.get_position()[0] for text in ax.texts[:4]] - path[:, 0]
    assert np.array_equal(np.sign(shifts), [1, -1, -1, 1])


def test_short_sentences_are_filled_and_their_last_words_framed():
    ax = rnn_structure.padded_batch(["man bites", "dog bites man"], filler="pad")
    assert words(ax).count("pad") == 1
    framed = [patch.get_x() for patch in ax.patches if patch.get_linewidth() > 2]
    assert [int(x) for x in sorted(framed)] == [1, 2]
