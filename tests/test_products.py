"""The eight products: what each computes, and which shapes it refuses."""

import numpy as np
import pytest

from rnn_tutorial.proof import products

E, H, V = 2, 3, 4
X, HIDDEN = np.array([1.0, 2.0]), np.array([1.0, 3.0, 5.0])
DLOGITS, DA = np.array([1.0, -1.0, 2.0, 3.0]), np.array([2.0, 4.0, 7.0])
WEIGHTS = [np.arange(a * b, dtype=float).reshape(a, b)
           for a, b in ((E, H), (H, H), (H, V))]  # fmt: skip
IN_OUT = products.products(X, HIDDEN, DLOGITS, DA, *WEIGHTS)
OUT_IN = products.products(X, HIDDEN, DLOGITS, DA, *[W.T for W in WEIGHTS])
W_XH, W_HH, W_HY = WEIGHTS


@pytest.mark.parametrize(
    ("product", "expected"),
    [
        (IN_OUT["x_t by W_xh"], X @ W_XH),
        (IN_OUT["h_prev by W_hh"], HIDDEN @ W_HH),
        (IN_OUT["h_t by W_hy"], HIDDEN @ W_HY),
        (IN_OUT["dlogits by W_hy.T"], W_HY @ DLOGITS),
        (IN_OUT["da_t by W_xh.T"], W_XH @ DA),
        (IN_OUT["dW_hh from da_t, h_prev"], W_HH + DA[:, None] * HIDDEN),
        (OUT_IN["dW_hy from dlogits, h_t"], W_HY.T + DLOGITS[:, None] * HIDDEN),
        (OUT_IN["dW_xh from da_t, x_t"], W_XH.T + DA[:, None] * X),
    ],
)
def test_what_a_product_gives(product, expected):
    assert np.array_equal(product(), expected)


@pytest.mark.parametrize(
    ("out_in", "refused"),
    [
        (True, ["x_t by W_xh", "h_t by W_hy", "dlogits by W_hy.T", "da_t by W_xh.T"]),
        (False, ["dW_hy from dlogits, h_t", "dW_xh from da_t, x_t"]),
    ],
)
def test_which_shapes_are_refused(out_in, refused):
    tried = products.at_sizes(10, 50, 100, out_in)
    assert [name for name, p in tried.items() if products.refusal(p)] == refused


def test_the_order_is_that_of_the_step():
    assert (
        list(IN_OUT)
        == list(products.at_sizes(V, E, H, out_in=True))
        == [
            "x_t by W_xh",
            "h_prev by W_hh",
            "h_t by W_hy",
            "dW_hy from dlogits, h_t",
            "dlogits by W_hy.T",
            "dW_hh from da_t, h_prev",
            "dW_xh from da_t, x_t",
            "da_t by W_xh.T",
        ]
    )


def test_the_shapes_of_the_sizes():
    fits = products.at_sizes(V, E, H, out_in=False)
    shapes = {
        name: fits[name]().shape for name in fits if not products.refusal(fits[name])
    }
    assert shapes == {
        "x_t by W_xh": (H,),
        "h_prev by W_hh": (H,),
        "h_t by W_hy": (V,),
        "dlogits by W_hy.T": (H,),
        "dW_hh from da_t, h_prev": (H, H),
        "da_t by W_xh.T": (E,),
    }


def test_a_refusal_is_numpys_message():
    first = products.at_sizes(10, 50, 100, out_in=True)["x_t by W_xh"]
    assert products.refusal(first).startswith("shapes (50,) and (100,50) not aligned")
    assert products.refusal(lambda: 1) == ""


def test_only_a_wrong_shape_counts_as_refused():
    with pytest.raises(ZeroDivisionError):
        products.refusal(lambda: 1 // 0)
