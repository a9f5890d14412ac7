"""The command line: it trains, resumes to the byte, writes, and fails in one line."""

import os
import runpy
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

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


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands: `clock.now` is the second, a step lasts `clock.tick`."""
    clock, real = SimpleNamespace(now=1000.0, tick=0.0), character_model.steps

    def steps(run, text):
        for progress in real(run, text):
            clock.now += clock.tick
            yield progress

    monkeypatch.setattr(character_model, "steps", steps)
    monkeypatch.setattr(commands.time, "monotonic", lambda: clock.now)
    return clock


@pytest.fixture
def saved(monkeypatch):
    """The steps at which a checkpoint was saved."""
    saved, real = [], character_model.save

    def save(run, path):
        saved.append(int(run.state.step))
        real(run, path)

    monkeypatch.setattr(character_model, "save", save)
    return saved


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
    for seed in ("0", "0", "2"):
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


def test_a_checkpoint_is_saved_before_every_ten_seconds_and_after(
    text, out, clock, saved
):
    clock.tick = 3.5
    assert main(arguments(text, out, "--seconds", "28")) == 0
    assert saved == [0, 3, 6, 8]


@pytest.mark.parametrize(("tick", "shown"), [(0.25, 4), (0.15, 2), (0.04, 0)])
def test_the_bar_is_drawn_five_times_a_second_at_most(
    text, out, clock, capsys, tick, shown
):
    clock.tick = tick
    main(arguments(text, out, "--steps", "4"))
    errors = capsys.readouterr().err
    assert errors.count("\r[") == shown
    assert errors.endswith("\n")


@pytest.mark.parametrize(("part", "n", "percent"), [(0.5, 15, " 50"), (1.2, 30, "100")])
def test_the_bar_shows_the_part_the_step_and_the_bits(capsys, part, n, percent):
    run = SimpleNamespace(state=SimpleNamespace(step=np.array(7)))
    commands._show(part, run, 2.5 * np.log(2))
    bar = n * "#" + (30 - n) * " "
    assert capsys.readouterr().err == f"\r[{bar}] {percent}%  step 7  2.50 bits"


@pytest.mark.parametrize(
    ("options", "first", "step", "seconds", "part"),
    [
        ([], 0, 9, 15, 0.25),
        (["--seconds", "20"], 0, 9, 15, 0.75),
        (["--steps", "10"], 0, 5, 1e9, 0.5),
        (["--steps", "10"], 4, 7, 1e9, 0.5),
        (["--steps", "10"], 4, 12, 0, 1),
        (["--steps", "10"], 10, 10, 0, 1),
        (["--steps", "10", "--seconds", "20"], 4, 7, 5, 0.5),
        (["--steps", "10", "--seconds", "20"], 4, 7, 15, 0.75),
    ],
)
def test_the_meter_knows_how_much_is_done(clock, options, first, step, seconds, part):
    def at(step):
        return SimpleNamespace(state=SimpleNamespace(step=np.array(step)))

    args = build_parser().parse_args(["train", "--out", "m.npz", *options])
    meter = commands._meter(at(first), args)
    clock.now += seconds
    assert meter(at(step)) == pytest.approx(part)


def test_a_timer_is_due_when_more_than_its_time_has_passed(clock):
    is_due, found = commands._timer(10.0), []
    for clock.now in (1005.0, 1010.0, 1011.0, 1011.0, 1015.0, 1021.0, 1022.0):
        found.append(is_due())
    assert found == [False, False, True, False, False, False, True]


def test_ctrl_c_while_it_trains_returns_130(text, out, monkeypatch, capsys):
    real = character_model.steps

    def steps(run, text):
        yield next(real(run, text))
        raise KeyboardInterrupt

    monkeypatch.setattr(character_model, "steps", steps)
    assert main(arguments(text, out)) == 130
    kept = f"stopped: {out} is kept, --resume goes on"
    assert capsys.readouterr().err.splitlines()[-1] == kept
    assert int(character_model.load(out).state.step) == 1


def test_ctrl_c_while_it_writes_returns_130(monkeypatch, capsys):
    def interrupted(path):
        raise KeyboardInterrupt

    monkeypatch.setattr(character_model, "load", interrupted)
    assert main(["sample", "m.npz"]) == 130
    assert capsys.readouterr().err == "stopped\n"


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


@pytest.mark.parametrize(("words", "first"), [(TEXT, " "), (TEXT + "\n" + TEXT, "\n")])
def test_without_a_prompt_it_begins_with_a_line_or_a_symbol_that_it_knows(
    text, out, capsys, words, first
):
    text.write_text(words, encoding="utf-8")
    main(arguments(text, out, "--steps", "2"))
    capsys.readouterr()
    assert main(["sample", str(out), "--length", "5"]) == 0
    printed = capsys.readouterr().out
    assert printed[0] == first
    assert len(printed) == 1 + 5 + 1


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


@pytest.mark.parametrize(
    "words", [[], ["train"], ["sample"], ["train", "--seed", "-1"]]
)
def test_what_is_missing_or_negative_is_named(capsys, words):
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    named = {0: "train | sample", 1: "", 3: "argument --seed: must not be negative"}
    assert named[len(words)] in capsys.readouterr().err.splitlines()[-1]


def test_every_setting_can_be_chosen(text, out):
    chosen = character_model.Settings(3, 4, 5, 6, 0.25, 0.5, 7, "float64")
    options = [f"--{n.replace('_', '-')}={v}" for n, v in chosen._asdict().items()]
    assert main(arguments(text, out, "--steps", "1", *options)) == 0
    assert character_model.load(out).settings == chosen


def test_what_is_not_chosen_is_as_usual(text, out):
    text.write_text(2 * TEXT, encoding="utf-8")
    assert main(["train", "--text", str(text), "--out", str(out), "--steps", "1"]) == 0
    usual = (64, 128, 32, 50, 0.003, 1.0, 0, "float32")
    assert character_model.load(out).settings == usual
    args = build_parser().parse_args(["sample", "m.npz"])
    assert (args.length, args.temperature, args.seed) == (400, 0.8, 0)


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


@pytest.fixture
def afresh(monkeypatch):
    """Run the module once more: (name, handler) -> the handlers it sets, exit code."""

    def run(name, handler):
        chosen = []
        monkeypatch.setattr(signal, "getsignal", lambda _: handler)
        monkeypatch.setattr(signal, "signal", lambda _, choice: chosen.append(choice))
        monkeypatch.setattr(sys, "argv", ["rnn_tutorial", "sample", "none.npz"])
        monkeypatch.delitem(sys.modules, "rnn_tutorial.__main__", raising=False)
        try:
            runpy.run_module("rnn_tutorial.__main__", run_name=name)
        except SystemExit as end:
            chosen.append(end.code)
        return chosen

    return run


def test_ctrl_c_is_handled_in_a_process_of_its_own_that_does_not_ignore_it(afresh):
    own = signal.default_int_handler
    assert afresh("__main__", own) == [signal.SIG_DFL, own, 1]
    assert afresh("__main__", signal.SIG_IGN) == [1]
    assert afresh("rnn_tutorial.__main__", own) == []


def test_threads_that_nobody_chose_are_one(afresh, monkeypatch):
    names = "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"
    monkeypatch.setenv(names[0], "4")
    for name in names[1:]:
        monkeypatch.delenv(name)
    afresh("rnn_tutorial.__main__", signal.SIG_IGN)
    assert [os.environ[name] for name in names] == ["4", "1", "1"]
