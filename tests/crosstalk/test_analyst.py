"""Every command of the analyst's guide, and the notebook, run on the sample site's corpus."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys

import pytest

from corpus.corrections import SORTS
from tests.conftest import ROOT

GUIDE = (ROOT / "docs" / "analyst.md").read_text("utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.S) for line in block.splitlines() if line]
NOTEBOOK = json.loads((ROOT / "docs" / "first-look.ipynb").read_text("utf-8"))


@pytest.fixture(scope="module")
def place(demo, tmp_path_factory):
    """A folder with `build/` as the demo leaves it."""
    folder = tmp_path_factory.mktemp("analyst")
    shutil.copytree(demo, folder / "build")
    return folder


def ids(db) -> dict[str, str]:
    """Return ids for the words in capitals: two sentences that stand in themes, an article, a theme."""
    with sqlite3.connect(db) as opened:
        of_theme = "SELECT id FROM statements JOIN theme_statements ON statement_id = id WHERE kind = 'frustration' ORDER BY id"
        first, second = (row[0] for row in opened.execute(f"{of_theme} LIMIT 2"))
        (article,) = opened.execute("SELECT min(id) FROM articles").fetchone()
        (theme,) = opened.execute("SELECT id FROM themes ORDER BY families DESC, id LIMIT 1").fetchone()
    return {"OTHER_STATEMENT": second, "STATEMENT": first, "ARTICLE": article, "THEME": theme}


def run(line: str, place) -> str:
    for name in ("crosstalk", "sqlite-utils"):
        line = re.sub(rf"^{name} ", f"{sys.executable} -m {name.replace('-', '_')} ", line)
    env = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1", "CROSSTALK_THREADS": "1"}
    done = subprocess.run(line, shell=True, cwd=place, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (line, done.stdout[-2000:], done.stderr[-2000:])
    return done.stdout


@pytest.mark.slow
def test_the_guide_runs_from_the_first_command_to_the_last(place):
    db = place / "build" / "corpus.db"
    named = ids(db)
    csv = re.search(r"```csv\n(.*?)```", GUIDE, re.S).group(1)
    for word, id in named.items():
        csv = re.sub(rf"\b{word}\b", id, csv)
    (place / "build" / "corrections.csv").write_text(csv, "utf-8")
    told = {line: run(line, place) for line in COMMANDS}
    assert "3 corrections by hand applied" in told["crosstalk annotate --db build/corpus.db"]
    with sqlite3.connect(db) as opened:
        outcomes = dict(opened.execute("SELECT what, outcome FROM corrections"))
        assert outcomes == dict.fromkeys(("set_holder", "drop_statement", "set_published", "rename_theme"), "applied")
        assert opened.execute("SELECT holder FROM statements WHERE id = ?", [named["STATEMENT"]]).fetchone() == (
            "both",
        )
    changed = (place / "build" / "changed.html").read_text("utf-8")
    assert named["OTHER_STATEMENT"] in changed and "Months in the queue" in changed
    assert {"sample_themes.csv", "sample_crosstalk.xlsx"} <= {
        path.name for path in (place / "build" / "mine").iterdir()
    }
    assert (place / "build" / "mine.zip").stat().st_size > 10_000


def test_the_guide_names_every_correction():
    named = {sort for sort in SORTS if f"`{sort}`" in GUIDE}
    assert named == set(SORTS)


def test_the_notebook_runs_from_the_first_cell_to_the_last(demo, tmp_path):
    cells = ["".join(cell["source"]) for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]
    assert not any(cell.get("outputs") for cell in NOTEBOOK["cells"]), "outputs are made by whoever runs it"
    code = (
        "\n".join(cells).replace("build/corpus.db", str(demo / "corpus.db")) + "\nassert len(themes) and len(counts)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stdout.strip(), done.stderr
