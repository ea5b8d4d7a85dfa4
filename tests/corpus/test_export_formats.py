"""Every format holds the same rows, exact where it can be; filters narrow them; a broken export leaves nothing new."""

from __future__ import annotations

import csv
import hashlib
import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas
import pytest
from lxml import etree

from corpus.errors import BadInput, NothingToDo
from corpus.exports import FORMATS, Filters, export
from corpus.exports.qdpx import NAMESPACE
from corpus.exports.table import Column, ExportFellShort, Table
from corpus.exports.writers import EXCEL_CELL, write_csv, write_xlsx
from tests.corpus.conftest import TEXT

SITE = "http://site.example"
SCHEMA = Path(__file__).with_name("qda_project_used.xsd")
Q = f"{{{NAMESPACE}}}"


def test_every_format_holds_every_row(filled, tmp_path):
    written = export(filled, tmp_path, site=SITE, formats=FORMATS)
    assert written["sample_theme_statements.parquet"] == 3 and written["sample_crosstalk.qdpx"] == 3
    with (tmp_path / "sample_theme_statements.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = list(csv.DictReader(file))
    exact = [json.loads(line) for line in (tmp_path / "sample_theme_statements.jsonl").read_text("utf-8").splitlines()]
    parquet = pandas.read_parquet(tmp_path / "sample_theme_statements.parquet")
    assert [row["statement"] for row in exact] == parquet["statement"].tolist() == TEXT.split("\n")
    assert [row["statement"].removeprefix("'") for row in cells] == TEXT.split("\n")
    assert cells[1]["statement"].startswith("'=") and cells[0]["article"].startswith("'=")
    assert parquet["score"].tolist() == [0.9, 0.6, 0.8]


def test_the_manifest_is_written_last_and_tells_the_truth(filled, tmp_path):
    written = export(filled, tmp_path, site=SITE, formats=["csv", "xlsx"], filters=Filters(kind="frustration"))
    told = json.loads((tmp_path / "sample_manifest.json").read_text("utf-8"))
    assert told["filters"] == {"kind": "frustration"} and told["sample"]
    assert {file["name"] for file in told["files"]} == set(written)
    for file in told["files"]:
        content = (tmp_path / file["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file["sha256"] and len(content) == file["bytes"]
        assert all(column["meaning"] for table in file["tables"] for column in table["columns"])


def test_equal_exports_are_equal_byte_for_byte(filled, tmp_path):
    for folder in ("one", "two"):
        export(filled, tmp_path / folder, site=SITE, formats=FORMATS)
    one, two = ({f.name: f.read_bytes() for f in (tmp_path / folder).iterdir()} for folder in ("one", "two"))
    assert one == two


@pytest.mark.parametrize(
    ("filters", "texts"),
    [
        (Filters(kind="recommendation"), {"s3"}),
        (Filters(side="cmo"), {"s1"}),
        (Filters(side="both"), {"s3"}),
        (Filters(theme="t1"), {"s1", "s2"}),
        (Filters(min_score=0.7), {"s1", "s3"}),
        (Filters(since="2013-05"), {"s1", "s2", "s3"}),
        (Filters(kind="frustration", min_score=0.7), {"s1"}),
    ],
)
def test_filters_narrow_statements_and_themes(filled, tmp_path, filters, texts):
    export(filled, tmp_path, site=SITE, formats=["jsonl"], filters=filters)
    rows = [json.loads(line) for line in (tmp_path / "sample_theme_statements.jsonl").read_text("utf-8").splitlines()]
    themes = [json.loads(line) for line in (tmp_path / "sample_themes.jsonl").read_text("utf-8").splitlines()]
    assert {row["statement id"] for row in rows} == texts
    assert {theme["id"] for theme in themes} == {row["theme id"] for row in rows}
    assert sum(theme["statements matching"] for theme in themes) == len(rows)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"filters": Filters(since="2014")}, NothingToDo),
        ({"filters": Filters(since="May")}, BadInput),
        ({"filters": Filters(theme="nosuch")}, BadInput),
        ({"filters": Filters(kind="rant")}, BadInput),
        ({"filters": Filters(min_score=7)}, BadInput),
        ({"formats": ["docx"]}, BadInput),
        ({"tables": ["nosuch"]}, BadInput),
        ({"tables": ["articles"], "formats": ["qdpx"]}, BadInput),
    ],
)
def test_what_cannot_be_meant_is_refused_and_writes_nothing(filled, tmp_path, options, error):
    with pytest.raises(error):
        export(filled, tmp_path / "out", site=SITE, **options)
    assert not list(tmp_path.glob("out/*"))


def test_a_table_by_name_holds_what_is_published_of_it(filled, tmp_path):
    assert export(filled, tmp_path, site=SITE, tables=["articles"], formats=["jsonl"]) == {"sample_articles.jsonl": 1}
    row = json.loads((tmp_path / "sample_articles.jsonl").read_text("utf-8"))
    assert row["id"] == "a" and row["text_policy"] == "excerpt"


def test_the_workbook_holds_text_not_formulas(filled, tmp_path):
    export(filled, tmp_path, site=SITE, formats=["xlsx"])
    with zipfile.ZipFile(tmp_path / "sample_crosstalk.xlsx") as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 2 and not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    assert any("=SUM(A1) wastes our day." in sheet for sheet in sheets)


def test_a_cell_longer_than_excel_takes_is_an_error_with_advice(tmp_path):
    table = Table("t", (Column("text", "Text"),), 1, lambda: iter([{"text": "x" * (EXCEL_CELL + 1)}]))
    with pytest.raises(BadInput, match="32,767"):
        write_xlsx([table], tmp_path / "t.xlsx")
    assert not (tmp_path / "t.xlsx").exists()


def test_more_rows_than_excel_takes_are_an_error_with_advice(tmp_path):
    table = Table("t", (Column("n", "Number"),), 1_048_576, lambda: iter([]))
    with pytest.raises(BadInput, match="--since"):
        write_xlsx([table], tmp_path / "t.xlsx")


def test_a_short_table_is_no_file(filled, tmp_path, monkeypatch):
    table = Table("themes", (Column("n", "Number"),), 3, lambda: iter([{"n": 1}, {"n": 2}]))
    with pytest.raises(ExportFellShort):
        write_csv(table, tmp_path / "t.csv", safe=True)
    monkeypatch.setattr("corpus.exports.whole.theme_tables", lambda *_: (table, table))
    with pytest.raises(ExportFellShort):
        export(filled, tmp_path / "out", site=SITE)
    assert not list((tmp_path / "out").iterdir())


def test_a_broken_export_leaves_the_former_one_whole(filled, tmp_path, monkeypatch):
    export(filled, tmp_path, site=SITE)
    before = {f.name: f.read_bytes() for f in tmp_path.iterdir()}

    def breaks(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("corpus.exports.whole.write_qdpx", breaks)
    with pytest.raises(BadInput, match="No space left"):
        export(filled, tmp_path, site=SITE, formats=["csv", "qdpx"], filters=Filters(kind="frustration"))
    assert {f.name: f.read_bytes() for f in tmp_path.iterdir()} == before


def test_the_data_package_describes_the_files_beside_it(filled, tmp_path):
    export(filled, tmp_path, site=SITE, formats=["datapackage"])
    package = json.loads((tmp_path / "sample_datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        content = (tmp_path / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        header = content.decode("utf-8-sig").splitlines()[0]
        assert next(csv.reader([header])) == [field["name"] for field in resource["schema"]["fields"]]


def test_the_refi_qda_project_leads_each_quotation_to_its_words(filled, tmp_path):
    export(filled, tmp_path, site=SITE, formats=["qdpx"])
    with zipfile.ZipFile(tmp_path / "sample_crosstalk.qdpx") as package:
        project = ET.fromstring(package.read("project.qde"))
        source = project.find(f"{Q}Sources/{Q}TextSource")
        text = package.read("Sources/" + source.get("plainTextPath").removeprefix("internal://")).decode("utf-8")
    said = [
        text[int(s.get("startPosition")) : int(s.get("endPosition"))] for s in source.iter(f"{Q}PlainTextSelection")
    ]
    assert said == TEXT.split("\n")
    codes = {code.get("guid"): code.get("name") for code in project.iter(f"{Q}Code")}
    used = [codes[ref.get("targetGUID")] for ref in source.iter(f"{Q}CodeRef")]
    assert {"Theme t1", "Theme t2", "Whose pain: marketing (CMO)", "Who should act: both"} <= set(used)
    assert "Who should act: not told" not in used, "a frustration has no addressee"


def test_the_refi_qda_project_is_valid_by_its_schema(filled, tmp_path):
    export(filled, tmp_path, site=SITE, formats=["qdpx"])
    with zipfile.ZipFile(tmp_path / "sample_crosstalk.qdpx") as package:
        project = etree.fromstring(package.read("project.qde"))
    etree.XMLSchema(etree.parse(str(SCHEMA))).assertValid(project)
    guids = [element.get("guid") for element in project.iter() if element.get("guid")]
    assert len(set(guids)) == len(guids)
    assert {ref.get("targetGUID") for ref in project.iter() if ref.get("targetGUID")} <= set(guids)
