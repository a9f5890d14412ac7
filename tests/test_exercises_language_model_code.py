"""The longer exercises of chapter 5: wrong answers, and what each is told."""

import numpy as np
import pytest

from rnn_tutorial.exercises import language_model as exercises
from rnn_tutorial.exercises import verdict
from rnn_tutorial.exercises.language_model import writing
from rnn_tutorial.gradcheck import check_gradients
from rnn_tutorial.layers import embedding_backward
from rnn_tutorial.models.language_model import forward


def says(exercise, answer):
    right, text = verdict(exercise, answer)
    assert not right
    return text


def output_part(hs, dlogits):
    return np.einsum("tbv,tbe->ve", dlogits, hs)


def scattered(embedding, ids, dxs, hs, dlogits):
    d_table = output_part(hs, dlogits)
    np.add.at(d_table, ids, dxs)
    return d_table


def overwriting(embedding, ids, dxs, hs, dlogits):
    d_table = output_part(hs, dlogits)
    d_table[ids] += dxs
    return d_table


def overwriting_in_a_step(embedding, ids, dxs, hs, dlogits):
    d_table = np.zeros_like(embedding)
    for ids_t, dx_t, h_t, dy_t in zip(ids, dxs, hs, dlogits, strict=True):
        d_table[ids_t] += dx_t
        d_table += dy_t.T @ h_t
    return d_table


def paired_with_the_state_before(embedding, ids, dxs, hs, dlogits):
    d_table = embedding_backward(embedding, ids, dxs)
    for t in range(1, len(hs)):
        d_table += dlogits[t].T @ hs[t - 1]
    return d_table


def paired_from_index_minus_one(embedding, ids, dxs, hs, dlogits):
    d_table = embedding_backward(embedding, ids, dxs)
    for t in range(len(hs)):
        d_table += dlogits[t].T @ hs[t - 1]
    return d_table


def subtracted(embedding, ids, dxs, hs, dlogits):
    return embedding_backward(embedding, ids, dxs) - output_part(hs, dlogits)


def edits_the_table(embedding, ids, dxs, hs, dlogits):
    embedding += embedding_backward(embedding, ids, dxs)
    return embedding


def test_a_tied_gradient_by_add_at_is_right():
    assert verdict(exercises.tied_gradient, scattered).right


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (lambda e, i, dx, h, dy: embedding_backward(e, i, dx), "reads the table too"),
        (lambda e, i, dx, h, dy: output_part(h, dy), "collects the `dxs`"),
        (lambda e, i, dx, h, dy: output_part(h, dy).T, "transposed"),
        (lambda e, i, dx, h, dy: scattered(e, i, dx, e[i], dy), "needs the states"),
        (lambda e, i, dx, h, dy: scattered(e, i, dx, h, dy) / i.size, "hold that"),
        (lambda e, i, dx, h, dy: scattered(e, i, dx, h[-1:], dy[-1:]), "last step"),
        (
            lambda e, i, dx, h, dy: (embedding_backward(e, i, dx), output_part(h, dy)),
            "return one",
        ),
        (
            lambda e, i, dx, h, dy: scattered(e, i, dx, h, dy / i.size),
            "holds that factor",
        ),
        (subtracted, "the output layer's part away"),
        (lambda *case: -subtracted(*case), "the lookups' part away"),
        (paired_with_the_state_before, "its own step"),
        (paired_from_index_minus_one, "the *last* state"),
        (overwriting, "writes each row once"),
        (overwriting_in_a_step, "not within a step"),
        (edits_the_table, "number 1 in place"),
    ],
)
def test_a_wrong_tied_gradient_is_named(answer, part):
    assert part in says(exercises.tied_gradient, answer)


def test_the_tied_gradient_agrees_with_differences():
    case = exercises.tied_gradient.draw(np.random.default_rng(0))
    embedding, ids, dxs, hs, dlogits = case

    def loss(table):
        return (table[ids] * dxs).sum() + (hs @ table.T * dlogits).sum()

    assert check_gradients(loss, embedding, exercises.tied_gradient.solution(*case)).ok


def reading_all_again(params, prompt, length, h_0):
    """Slow, and right: the whole text again for each symbol."""
    ids = list(prompt)
    for _ in range(length):
        logits, _, _ = forward(params, np.array(ids)[:, None], h_0)
        ids.append(logits[-1, 0].argmax())
    return np.array(ids[len(prompt) :])


def reading_all_with_a_state(params, prompt, length, h_0):
    ids, h = list(prompt), h_0
    for _ in range(length):
        logits, h, _ = forward(params, np.array(ids)[:, None], h)
        ids.append(logits[-1, 0].argmax())
    return np.array(ids[len(prompt) :])


def fed_by(feed, first=-1, carried=True):
    """A writer that feeds what `feed(prompt, written)` picks."""

    def write(params, prompt, length, h_0):
        logits, h, _ = forward(params, prompt[:, None], h_0)
        written = [logits[first, 0].argmax()]
        while len(written) < length:
            last = np.array([[feed(prompt, written)]])
            logits, new, _ = forward(params, last, h)
            h = new if carried else h
            written.append(logits[-1, 0].argmax())
        return np.array(written)

    return write


def newest(prompt, written):
    return written[-1]


def reading_the_end_twice(params, prompt, length, h_0):
    _, h, _ = forward(params, prompt[:, None], h_0)
    last, written = prompt[-1], []
    for _ in range(length):
        logits, h, _ = forward(params, np.array([[last]]), h)
        last = logits[0, 0].argmax()
        written.append(last)
    return np.array(written)


def filling_zeros(params, prompt, length, h_0):
    logits, h, _ = forward(params, prompt[:, None], h_0)
    written = np.zeros(length)
    for i in range(length):
        written[i] = logits[-1, 0].argmax()
        logits, h, _ = forward(params, np.array([[int(written[i])]]), h)
    return written


def flat_argmax(params, prompt, length, h_0):
    logits, h, _ = forward(params, prompt[:, None], h_0)
    return np.array([logits.argmax()] * length).reshape(1, -1)


def test_a_writer_that_reads_all_again_is_right():
    assert verdict(exercises.write_greedily, reading_all_again).right


def test_prompts_and_texts_are_short_enough_to_follow():
    cases = [writing._draw_model(np.random.default_rng(seed)) for seed in range(60)]
    assert {len(prompt) for _, prompt, _, _ in cases} == {2, 3, 4, 5}
    assert {length for _, _, length, _ in cases} == {5, 6, 7, 8}


def test_the_untouched_writer_is_told_how_many_faults_it_has_and_no_more():
    untouched = fed_by(newest, first=0, carried=False)
    assert says(exercises.write_greedily, untouched) == "There are two faults in it."


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (filling_zeros, "but they are floats"),
        (reading_the_end_twice, "is read twice"),
        (lambda p, s, n, h: fed_by(newest)(p, s, n, 0 * h), "from a zero state"),
        (fed_by(newest, carried=False), "stands still"),
        (fed_by(newest, first=0), "after the *first* symbol"),
        (fed_by(lambda prompt, written: prompt[-1]), "its next input"),
        (lambda p, s, n, h: fed_by(newest)(p, s[-1:], n, h), "last symbol of"),
        (lambda p, s, n, h: fed_by(newest)(p, s, n + 1, h)[1:], "too late"),
        (lambda p, s, n, h: np.r_[s, fed_by(newest)(p, s, n, h)], "only what was"),
        (lambda p, s, n, h: fed_by(newest)(p, s, n, h)[:, None], "the shape"),
        (reading_all_with_a_state, "feed only the new symbol"),
        (flat_argmax, "the shape"),
    ],
)
def test_a_wrong_writer_is_named(answer, part):
    assert part in says(exercises.write_greedily, answer)
