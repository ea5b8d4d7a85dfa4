"""The house: its rooms keep to themselves, its docs are fresh, its pins are public, its data shadows nobody."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys

import pytest

from nlp.checksum import file_sha256
from tests.conftest import ROOT

MAY_IMPORT = {
    "corpus": {"corpus"},
    "crawler": {"corpus", "crawler"},
    "nlp": {"corpus", "nlp"},
    "datasette_config": {"crosstalk_site"},
}
OURS = {"corpus", "crawler", "nlp", "crosstalk", "datasets", "datasette_config", "crosstalk_site"}


def imports(path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.split(".")[0] for name in names} & OURS


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_it_may(room):
    for path in sorted((ROOT / room).rglob("*.py")):
        assert imports(path) <= MAY_IMPORT[room], path


def test_no_python_lives_in_datasets():
    assert not list((ROOT / "datasets").rglob("*.py"))


def test_the_command_reference_is_fresh():
    from crosstalk.docs import reference

    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == reference(), "run: make docs"


def test_every_pin_is_an_exact_public_version():
    lines = [ln for ln in (ROOT / "constraints.txt").read_text().splitlines() if ln and not ln.startswith("#")]
    assert lines
    for line in lines:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!]+", line), line


def test_no_file_names_a_package_host_or_a_machine_s_path():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for name in tracked:
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".txt", ".yaml", ".json"} and path.name != "test_house.py":
            assert not re.search(
                r"files\.pythonhosted|registry\.npmjs|/root/|file:///(?:work|opt|tmp)", path.read_text("utf-8")
            ), name


PROBE = """
import importlib.util, sys
spec = importlib.util.find_spec("datasets")
print("ours" if spec and spec.origin is None else "theirs" if spec else "none")
from transformers.utils import is_datasets_available
print(is_datasets_available())
import sentence_transformers
"""


def run_probe(cwd, code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.slow
def test_without_the_hugging_face_library_our_folder_is_found_and_nothing_breaks():
    assert run_probe(ROOT, PROBE) == ["ours", "True"]  # transformers asks for the folder and no more


@pytest.mark.slow
def test_the_hugging_face_library_wins_over_our_folder_when_it_is_there(tmp_path):
    package = tmp_path / "datasets"
    package.mkdir()
    names = ("Column", "Dataset", "DatasetDict", "IterableDataset", "IterableDatasetDict", "Value")
    (package / "__init__.py").write_text("__version__ = '9.9.9'\n" + "".join(f"class {n}: pass\n" for n in names))
    done = run_probe(ROOT, f"import sys; sys.path.append({str(tmp_path)!r})\n{PROBE}")
    assert done == ["theirs", "True"]


def test_python_m_from_the_root_finds_the_command_line():
    done = subprocess.run(
        [sys.executable, "-m", "crosstalk", "--version"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout.startswith("crosstalk, version")


def test_the_classifier_s_card_names_the_gold_that_is_here():
    folder = ROOT / "datasets"
    data = json.loads((folder / "models" / "statement_head.json").read_text(encoding="utf-8"))["data"]
    here = {path.name: file_sha256(path) for path in (folder / "gold").glob("*.jsonl") if path.name in data}
    parts = ("pilot", "train", "trade", "field", "field_more", "articles", "dev", "field_dev")
    assert set(here) == {f"{name}.jsonl" for name in parts}
    assert all(data[name] == digest for name, digest in here.items())


@pytest.mark.slow
def test_the_wheel_works_elsewhere_and_holds_no_top_level_datasets(tmp_path):
    built = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    target = tmp_path / "installed"
    subprocess.run([sys.executable, "-m", "zipfile", "-e", str(wheel), str(target)], check=True)
    assert not (target / "datasets").exists()
    assert not list(target.rglob("gold"))
    (tmp_path / "a.txt").write_text(
        "Marketing and IT\n\nThe IT department refuses every request that marketing makes.\n"
    )
    code = (
        f"import sys; sys.path.insert(0, {str(target)!r})\n"
        f"sys.path = [p for p in sys.path if p != {str(ROOT)!r}]\n"
        "from corpus.data import data_path\n"
        f"assert str(data_path('datasets')).startswith({str(target)!r})\n"
        "from nlp.coder import load_coder; from corpus import Article\n"
        "found, _ = load_coder().annotate(Article(id='a', text='The IT department refuses every request of marketing.'))\n"
        "from crosstalk.site import datasette_arguments; from pathlib import Path\n"
        "assert all(Path(a).exists() for a in datasette_arguments(Path(sys.argv[0] or '.')) if a.startswith('/'))\n"
        "print(len(found))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "1"
