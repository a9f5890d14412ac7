"""A network that others trained runs in our cell: g2p_en spells out English words.

The package holds two GRUs of 256 units in PyTorch's layout, which read the letters of
a word and write its sounds. Only its weights are read, none of its code.
"""

from importlib.metadata import distribution

import numpy as np
import pytest
import torch
from framework_runs import grouped
from framework_runs.pytorch import Setting, answers, build, draw
from pytorch_answers import compare
from recordings import nested

from rnn_tutorial import ports
from rnn_tutorial.cells import GRU
from rnn_tutorial.layers import Linear, linear_forward

VOWELS = "AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".split()
CONSONANTS = "B CH D DH F G HH JH K L M N NG P R S SH T TH V W Y Z ZH UW".split()
STRESSED = [vowel + stress for vowel in VOWELS for stress in "012"]
SOUNDS = ["<pad>", "<unk>", "<s>", "</s>", *sorted(STRESSED + CONSONANTS)]
LETTERS = ["<pad>", "<unk>", "</s>", *"abcdefghijklmnopqrstuvwxyz"]

# The last word of its README, with the answer given there.
WORD, ANSWER = "activationist", "AE2 K T IH0 V EY1 SH AH0 N IH0 S T"


@pytest.fixture(scope="module")
def weights():
    path = distribution("g2p_en").locate_file("g2p_en/checkpoint20.npz")
    with np.load(path) as file:
        return {name: array.astype(np.float64) for name, array in file.items()}


def arrays_of(weights, part):
    """One network's arrays, named as in a state_dict."""
    names = {"weight_ih_l0": "w_ih", "weight_hh_l0": "w_hh"}
    names |= {"bias_ih_l0": "b_ih", "bias_hh_l0": "b_hh"}
    return {theirs: weights[f"{part}_{name}"] for theirs, name in names.items()}


def letters_of(weights, word):
    """The embedded letters of a word and its end, (T, 1, 256)."""
    ids = [LETTERS.index(letter) for letter in [*word, "</s>"]]
    return weights["enc_emb"][ids][:, None]


def sounds_of(weights, word):
    """The most probable sound at each step, until the network ends the word."""
    encoder, decoder = (
        ports.from_pytorch(arrays_of(weights, part), GRU) for part in ("enc", "dec")
    )
    zero = GRU.initial_state(encoder, 1)
    _, state, _ = GRU.forward(encoder, letters_of(weights, word), zero)
    output, sounds = Linear(weights["fc_w"].T, weights["fc_b"]), ["<s>"]
    while sounds[-1] != "</s>" and len(sounds) < 20:
        last = weights["dec_emb"][[SOUNDS.index(sounds[-1])]]
        state = GRU.step(decoder, last, state)
        logits, _ = linear_forward(output, state)
        sounds.append(SOUNDS[logits.argmax()])
    return " ".join(sounds[1:-1])


def test_it_pronounces_the_word_as_its_authors_say(weights):
    assert sounds_of(weights, WORD) == ANSWER


@pytest.mark.parametrize("part", ["enc", "dec"])
def test_its_gradients_agree_with_those_of_pytorch(weights, part):
    rng, setting = np.random.default_rng(0), Setting("gru", 256, 256)
    module = build(setting)
    arrays = arrays_of(weights, part)
    module.load_state_dict({n: torch.from_numpy(a) for n, a in arrays.items()})
    xs = torch.from_numpy(letters_of(weights, WORD)).requires_grad_()
    given = {"xs": xs, "h": draw(rng, (1, 1, 256)).requires_grad_()}
    case = {}
    for group, tensors in answers(rng, module, given, setting).items():
        found = {name: tensor.detach().numpy() for name, tensor in tensors.items()}
        case |= grouped(group, found)
    compare(nested(case), GRU, 1e-10)
