"""The command line: it trains, resumes to the byte, writes, and fails in one line."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from rnn_tutorial import character_model, commands
from rnn_tutorial.__main__ import build_parser, main
from rnn_tutorial.datasets import split_text

TEXT = "the cat sat on the mat. a rat ate the oats. " * 40
SMALL = ["--hidden-size", "8", "--embedding-size", "4", "--batch-size", "2"]
SMALL += ["--seq-len", "10"]


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def out(tmp_path):
    return tmp_path / "model.npz"


def arguments(text, out, *more):
    return ["train", "--text", str(text), "--out", str(out), *SMALL, *more]


def process(*args, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "rnn_tutorial", *map(str, args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        **options,
    )


def stop(run, number):
    """Wait until the progress bar shows that it trains, then send the signal."""
    while "step" not in run.stderr.read(40):
        time.sleep(0.01)
    run.send_signal(number)
    return run.communicate(timeout=60)[1]


def fails(capsys, args, *words):
    """The command returns 1 and prints one sentence with these words, and no more."""
    capsys.readouterr()
    assert main([str(arg) for arg in args]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    message = printed.err.strip().splitlines()[-1]
    assert message.startswith("error: ")
    for word in words:
        assert word in message
    return message


def test_it_trains_and_beats_the_unigram(text, out, capsys):
    assert main(arguments(text, out, "--steps", "150", "--lr", "0.02")) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "steps: 150"
    bits = float(printed[1].removeprefix("held-out bits per character: "))
    unigram = float(printed[2].split("unigram ")[1].split(",")[0])
    assert bits < unigram - 1


def test_held_out_bits_are_those_of_the_saved_model(text, out, capsys):
    main(arguments(text, out, "--steps", "5"))
    bits = character_model.held_out_bits(character_model.load(out), TEXT)
    assert f"held-out bits per character: {bits:.3f}" in capsys.readouterr().out


def test_twenty_steps_are_ten_a_kill_a_new_process_and_ten(text, out, tmp_path):
    other = tmp_path / "other.npz"
    main(arguments(text, other, "--steps", "20"))
    main(arguments(text, out, "--steps", "10"))
    endless = process(*arguments(text, out, "--resume", "--seconds", "600"))
    stop(endless, signal.SIGKILL)
    again = process(*arguments(text, out, "--resume", "--steps", "20"))
    again.communicate()
    assert again.returncode == 0
    assert out.read_bytes() == other.read_bytes()


def test_ctrl_c_keeps_the_checkpoint(text, out):
    run = process(*arguments(text, out, "--seconds", "600"))
    errors = stop(run, signal.SIGINT)
    assert run.returncode == 130
    assert (
        errors.strip().splitlines()[-1] == f"stopped: {out} is kept, --resume goes on"
    )
    assert int(character_model.load(out).state.step) > 0
    assert sorted(p.name for p in out.parent.iterdir()) == ["model.npz", "text.txt"]


def test_sampling_writes_the_prompt_and_what_follows(text, out, capsys):
    main(arguments(text, out, "--steps", "2"))
    capsys.readouterr()
    command = ["sample", str(out), "--prompt", "the cat", "--length", "30"]
    texts = []
    for seed in ("1", "1", "2"):
        assert main([*command, "--seed", seed]) == 0
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1] != texts[2]
    assert texts[0].startswith("the cat")
    assert len(texts[0]) == len("the cat") + 30 + 1


def test_a_low_temperature_takes_the_likeliest_whatever_the_seed(text, out, capsys):
    main(arguments(text, out, "--steps", "2"))
    texts = []
    for seed in ("1", "2"):
        capsys.readouterr()
        options = ["--temperature", "1e-6", "--seed", seed, "--prompt", "the"]
        main(["sample", str(out), *options])
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1]


def test_a_checkpoint_is_saved_before_during_and_after(text, out, monkeypatch):
    saved, real = [], character_model.save
    monkeypatch.setattr(commands, "SAVE_EVERY", 0.0)
    monkeypatch.setattr(
        character_model,
        "save",
        lambda run, path: saved.append(int(run.state.step)) or real(run, path),
    )
    main(arguments(text, out, "--steps", "3"))
    assert saved[0] == 0
    assert {1, 2} <= set(saved)
    assert saved[-1] == 3


@pytest.mark.parametrize(
    ("options", "step", "part"),
    [
        (["--steps", "10"], 5, 0.5),
        (["--steps", "10"], 12, 1),
        (["--steps", "10", "--seconds", "1e9"], 9, 0.9),
        (["--seconds", "1e9"], 9, 0),
        (["--steps", "10", "--seconds", "1e-9"], 1, "over"),
    ],
)
def test_the_meter_knows_how_much_is_done(text, out, options, step, part):
    run = character_model.new_run(TEXT, character_model.Settings(batch_size=2))
    args = build_parser().parse_args(arguments(text, out, *options))
    meter = commands._meter(run, args)
    done = meter(run._replace(state=run.state._replace(step=np.array(step))))
    assert done > 1 if part == "over" else done == pytest.approx(part, abs=1e-6)


def test_an_existing_checkpoint_is_not_overwritten(text, out, capsys):
    main(arguments(text, out, "--steps", "2"))
    before = out.read_bytes()
    fails(capsys, arguments(text, out, "--steps", "3"), "exists", "--resume")
    assert out.read_bytes() == before
    assert main(arguments(text, out, "--steps", "3", "--overwrite")) == 0


def test_only_a_checkpoint_is_overwritten(text, capsys):
    fails(capsys, arguments(text, text, "--overwrite"), "not a checkpoint")
    assert text.read_text(encoding="utf-8") == TEXT


def test_ctrl_c_at_any_moment_prints_no_traceback(text, out):
    # Python names each import; argparse is the first behind the package's first line.
    shown = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
    for wait in (0.0, 0.05, 0.1, 0.2, 0.3):
        run = process(*arguments(text, out, "--seconds", "600"), env=shown)
        next(line for line in run.stderr if line.endswith("argparse\n"))
        time.sleep(wait)
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=60)
        assert run.returncode in (130, -signal.SIGINT)
        assert "Traceback" not in errors
        assert not list(out.parent.glob("*.part"))
        out.unlink(missing_ok=True)


def test_without_a_prompt_it_begins_with_a_symbol_that_it_knows(text, out, capsys):
    main(arguments(text, out, "--steps", "2"))
    capsys.readouterr()
    assert main(["sample", str(out), "--length", "5"]) == 0
    assert len(capsys.readouterr().out) == 1 + 5 + 1


def test_a_diverged_model_says_so(text, out, capsys):
    main(arguments(text, out, "--steps", "50", "--lr", "1e38"))
    fails(capsys, ["sample", out], "logits are not finite")


def test_resuming_with_another_setting_or_text_is_refused(text, out, tmp_path, capsys):
    main(arguments(text, out, "--steps", "2"))
    before = out.read_bytes()
    resume = arguments(text, out, "--resume", "--steps", "4", "--lr", "0.5")
    fails(capsys, resume, "lr 0.003, not 0.5")
    other = tmp_path / "other.txt"
    other.write_text(TEXT + "x")
    fails(capsys, arguments(other, out, "--resume", "--steps", "4"), "another text")
    assert out.read_bytes() == before


@pytest.mark.parametrize("lr", ["1e10", "1e20", "1e38"])
def test_an_exploding_learning_rate_keeps_the_last_finite_parameters(
    text, out, capsys, lr
):
    command = arguments(text, out, "--steps", "50", "--lr", lr)
    fails(capsys, command, "diverged at step", str(out), "last finite parameters")
    assert np.isfinite(character_model.load(out).state.params.output.W).all()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"abc", "too short"),
        (b"a short text", "too short"),
        ("caf\xe9 ".encode("latin-1") * 500, "is not UTF-8"),
    ],
)
def test_bad_texts_are_named_and_leave_no_file(text, out, capsys, content, words):
    text.write_bytes(content)
    fails(capsys, arguments(text, out, "--steps", "2"), words)
    assert not out.exists()


def test_a_missing_text_is_named(tmp_path, out, capsys):
    fails(capsys, arguments(tmp_path / "none.txt", out), "none.txt")
    fails(capsys, arguments(tmp_path, out), "is a directory")


def test_an_output_that_cannot_be_written_is_named(text, tmp_path, capsys):
    out = tmp_path / "nowhere" / "model.npz"
    fails(capsys, arguments(text, out, "--steps", "2"), "nowhere")
    fails(capsys, arguments(text, tmp_path, "--steps", "2"), "exists")
    command = arguments(text, tmp_path, "--steps", "2", "--overwrite")
    fails(capsys, command, "no checkpoint at")


def test_missing_and_truncated_checkpoints_are_named(text, out, capsys):
    fails(capsys, ["sample", out], "no checkpoint at", out.name)
    main(arguments(text, out, "--steps", "2"))
    out.write_bytes(out.read_bytes()[:1000])
    fails(capsys, ["sample", out], "truncated")
    fails(capsys, arguments(text, out, "--resume", "--steps", "4"), "truncated")


def test_symbols_outside_the_vocabulary_are_named(text, out, capsys):
    main(arguments(text, out, "--steps", "2"))
    fails(capsys, ["sample", out, "--prompt", "the Zoo"], "'Z'", "position 4")
    fails(capsys, ["sample", out, "--prompt", ""], "at least one character")


@pytest.mark.parametrize("option", ["--hidden-size", "--lr", "--seconds", "--max-norm"])
def test_settings_must_be_positive(text, out, capsys, option):
    for value in ("0", "-1", "nan", "inf", "x"):
        with pytest.raises(SystemExit) as caught:
            main(arguments(text, out, option, value))
        assert caught.value.code == 2
        assert f"argument {option}: " in capsys.readouterr().err


def test_help_names_every_option(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["train", "--help"])
    assert caught.value.code == 0
    printed = capsys.readouterr().out
    for name in character_model.Settings._fields:
        assert "--" + name.replace("_", "-") in printed


def test_new_symbols_in_the_held_out_part_cost_more_than_a_guess(text):
    end = len(split_text(TEXT)[1])
    strange = TEXT[:-end] + "Ω" * end
    settings = character_model.Settings(hidden_size=8, embedding_size=4, batch_size=2)
    run = character_model.new_run(strange, settings)
    assert "Ω" not in run.vocabulary.symbols
    assert character_model.held_out_bits(run, strange) > 20


def test_without_a_text_it_reads_the_tragedies(out):
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    run = process("train", "--out", out, "--steps", "3", *SMALL, env=environment)
    printed, errors = run.communicate()
    assert run.returncode == 0, errors
    assert "unigram 4.968" in printed
