"""The built wheel, alone with NumPy in a clean environment outside the checkout."""

import importlib.util
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from email.parser import Parser
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ["pyproject.toml", "README.md", "LICENSE"]
TRAIN = ["train", "--seed", "3", "--hidden-size", "4", "--embedding-size", "2"]


def run(*command, cwd):
    """Run a command outside the checkout and return what it printed."""
    hidden = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built from a copy: an old build/ folder in the checkout would end up in it."""
    copy = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        shutil.copy(ROOT / name, copy)
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "rnn_tutorial", copy / "rnn_tutorial", ignore=ignore)
    build = [sys.executable, "-m", "pip", "wheel", "--no-deps"]
    build += ["--no-build-isolation", "--wheel-dir"]
    run(*build, str(copy / "dist"), str(copy), cwd=copy)
    return next((copy / "dist").glob("*.whl"))


def link_numpy(site_packages):
    """NumPy as it is here: no download, and no other package comes along."""
    for name in {path.parts[0] for path in distribution("numpy").files}:
        source = distribution("numpy").locate_file(name)
        if name.startswith("numpy"):
            (site_packages / name).symlink_to(source)


@pytest.fixture(scope="module")
def clean(wheel, tmp_path_factory):
    """A Python that has NumPy and the wheel. pip refuses if the wheel needs more."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder / "venv")
    link_numpy(next((folder / "venv").glob("lib/python*/site-packages")))
    python = str(folder / "venv" / "bin" / "python")
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--no-index"]
    run(*pip, str(wheel), cwd=folder)
    return python


def test_the_wheel_needs_nothing_but_numpy(wheel):
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith("/METADATA"))
        metadata = Parser().parsestr(archive.read(name).decode())
    needed = [r for r in metadata.get_all("Requires-Dist") if "extra ==" not in r]
    assert [r.split(">")[0] for r in needed] == ["numpy"]


def test_the_wheel_holds_every_file_of_the_package(wheel):
    files = [path for path in (ROOT / "rnn_tutorial").rglob("[!.]*") if path.is_file()]
    expected = {str(p.relative_to(ROOT)) for p in files if p.suffix != ".pyc"}
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {name for name in names if ".dist-info/" not in name} == expected


def test_the_wheel_carries_its_licence(wheel):
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith("licenses/LICENSE"))
        assert archive.read(name) == (ROOT / "LICENSE").read_bytes()


def test_the_installed_package_lies_outside_the_checkout(clean, tmp_path):
    code = "import rnn_tutorial; print(rnn_tutorial.__file__)"
    file = Path(run(clean, "-c", code, cwd=tmp_path).strip())
    assert ROOT not in file.parents


def test_the_installed_package_reads_its_data_with_its_source(clean, tmp_path):
    code = """
from importlib.resources import files
from rnn_tutorial.datasets import tragedies
data = files("rnn_tutorial") / "datasets" / "data" / "shakespeare"
print(len(tragedies()), *sorted(file.name for file in data.iterdir()))
"""
    printed = run(clean, "-c", code, cwd=tmp_path).split()
    assert printed == ["993255", "LICENSE", "PROVENANCE", "tragedies.txt"]


def test_the_installed_package_trains_and_writes(clean, tmp_path):
    command = [clean, "-m", "rnn_tutorial"]
    trained = run(*command, *TRAIN, "--steps", "3", "--out", "m.npz", cwd=tmp_path)
    assert "held-out bits per character" in trained
    length = ["--length", "20", "--prompt", "Enter "]
    written = run(*command, "sample", "m.npz", *length, cwd=tmp_path)
    assert len(written) == len("Enter ") + 20 + len("\n")


def test_the_clean_environment_has_no_other_package(clean, tmp_path):
    assert importlib.util.find_spec("matplotlib")
    code = "import importlib.util as u; print(u.find_spec('matplotlib'))"
    assert run(clean, "-c", code, cwd=tmp_path).strip() == "None"
