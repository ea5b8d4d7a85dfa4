"""What is exported opens in the tools that people have, with every row and no formula; a tool that is not there is skipped."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from corpus.exports import export

SITE = "http://site.example"
NAME = "sample_theme_statements"
FORMATS = ["csv", "jsonl", "parquet", "xlsx", "datapackage"]
#: The sample's statements, one of which looks like a formula.
WORDS = {"IT is slow \U0001f40c.", "=SUM(A1) wastes our day.", "Meet weekly."}


@pytest.fixture
def exported(filled, tmp_path):
    export(filled, tmp_path, site=SITE, formats=FORMATS)
    return tmp_path


def plain(texts) -> set[str]:
    """The words without the apostrophe that keeps a spreadsheet from running them."""
    return {text.removeprefix("'") for text in texts}


def test_pandas_reads_each_file_with_the_same_rows(exported):
    import pandas as pd

    frames = {
        "csv": pd.read_csv(exported / f"{NAME}.csv"),
        "jsonl": pd.read_json(exported / f"{NAME}.jsonl", lines=True),
        "parquet": pd.read_parquet(exported / f"{NAME}.parquet"),
    }
    for kind, frame in frames.items():
        assert plain(frame["statement"]) == WORDS, kind
        assert list(frame.columns) == list(frames["csv"].columns), kind
        assert sorted(frame["score"]) == pytest.approx([0.6, 0.8, 0.9]), kind


@pytest.mark.parametrize("file", [f"{NAME}.csv", f"{NAME}.jsonl", f"{NAME}.parquet"])
def test_duckdb_reads_it_with_numbers_as_numbers(exported, file):
    duckdb = pytest.importorskip("duckdb")
    rows = duckdb.sql(f"SELECT statement, score + 1 FROM '{exported / file}' ORDER BY score").fetchall()
    assert plain(row[0] for row in rows) == WORDS
    assert [row[1] for row in rows] == pytest.approx([1.6, 1.8, 1.9])


def test_sqlite_utils_takes_the_csv_in(exported):
    from sqlite_utils import Database
    from sqlite_utils.utils import rows_from_file

    db = Database(memory=True)
    with (exported / f"{NAME}.csv").open("rb") as file:
        rows, _ = rows_from_file(file)
        db["s"].insert_all(rows)
    assert plain(row["statement"] for row in db["s"].rows) == WORDS


def test_frictionless_finds_the_data_package_valid(exported):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(exported / "sample_datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])


@pytest.mark.slow
@pytest.mark.parametrize(("file", "how"), [(f"{NAME}.csv", ["--infilter=CSV:44,34,76"]), ("sample_crosstalk.xlsx", [])])
def test_libreoffice_opens_it_and_runs_no_formula(exported, tmp_path, file, how):
    """For CSV, what its dialog offers a person is said: comma, quotation marks, UTF-8."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path / "out")]
    done = subprocess.run(
        [*command, *how, str(exported / file)], capture_output=True, text=True, timeout=120, check=False
    )
    (made,) = (tmp_path / "out").glob("*.fods")
    told = made.read_text("utf-8")
    assert "table:formula" not in told, done.stderr
    assert "=SUM(A1) wastes our day." in told and "=HYPERLINK(1)" in told and "\U0001f40c" in told
