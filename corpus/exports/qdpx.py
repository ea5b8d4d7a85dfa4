"""A REFI-QDA project: documents, codes and coded quotations for QualCoder, NVivo, MAXQDA, ATLAS.ti.

Source: REFI-QDA Standard 1.5, QDA-XML project schema of 18 March 2019 (qdasoftware.org). Positions are Unicode
characters from 0, the end not included.
"""

from __future__ import annotations

import re
import uuid
import zipfile
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree as ET

from corpus.exports.filters import Filters
from corpus.exports.themes import Row, _query
from corpus.publish import published_rows
from corpus.records import SIDES
from corpus.runs import versions
from corpus.store import Corpus

NAMESPACE = "urn:QDA-XML:project:1.0"
#: All our ids are made from the names of what they stand for, so that two exports of one corpus are equal.
_ROOM = uuid.uuid5(uuid.NAMESPACE_URL, "https://crosstalk.example/refi-qda")
_NOT_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_COLORS = {"frustration": "#a8441f", "recommendation": "#1f6f6b"}
_SIDE_NAMES = {
    "cmo": "marketing (CMO)",
    "cio": "IT (CIO)",
    "both": "both",
    "org": "the firm",
    "other": "others",
    "tech": "technology or vendors",
    "none": "not told",
}
_ROLES = {"holder": "Whose pain", "target": "Who is blamed", "addressee": "Who should act"}
_FACTS = {"publication": "Publication", "published": "Published", "author": "Author", "url": "Address"}


def write_qdpx(corpus: Corpus, path: Path, filters: Filters, policy: str) -> int:
    """Write the project of all articles with a statement that passes `filters`; return how many quotations it holds."""
    published = published_rows(corpus, policy)
    places = {row["id"]: row for row in published["statements"]}
    coded: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in _query(corpus, "export_statements", filters):
        coded[row["article_id"]][row["statement_id"]].append(row)
    publications = {row["id"]: row["name"] for row in published["sources"]}
    articles = [
        {**row, "publication": publications.get(row["source_id"])}
        for row in published["articles"]
        if row["id"] in coded
    ]
    project = _project(corpus)
    _codes(ET.SubElement(ET.SubElement(project, "CodeBook"), "Codes"), corpus)
    _variables(project)
    sources = ET.SubElement(project, "Sources")
    for article in articles:
        _source(sources, article, coded[article["id"]], places)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        _add(package, "project.qde", ET.tostring(project, encoding="utf-8", xml_declaration=True))
        for article in articles:
            _add(package, f"Sources/{_guid('text', article['id'])}.txt", article["text"].encode("utf-8"))
    return sum(len(quotations) for quotations in coded.values())


def _guid(*names: str) -> str:
    return str(uuid.uuid5(_ROOM, "\x1f".join(names)))


def _project(corpus: Corpus) -> ET.Element:
    made_by = f"Crosstalk {versions()['crosstalk-cmo-cio']}"
    sample = corpus.value("SELECT max(sample) FROM articles")
    project = ET.Element(
        "Project",
        xmlns=NAMESPACE,
        name="Crosstalk, invented sample" if sample else "Crosstalk",
        origin=made_by,
        creatingUserGUID=_guid("user"),
    )
    ET.SubElement(ET.SubElement(project, "Users"), "User", guid=_guid("user"), name=f"{made_by} (coded by program)")
    return project


def _codes(codes: ET.Element, corpus: Corpus) -> None:
    themes = corpus.rows("SELECT * FROM themes ORDER BY kind, families DESC, statements DESC, id")
    for kind, color in _COLORS.items():
        parent = _code(codes, f"{kind.capitalize()}s", _guid("kind", kind), color)
        for theme in themes:
            if theme["kind"] == kind:
                _code(parent, theme["label"], _guid("theme", theme["id"]), color, theme["description"])
    for role, name in _ROLES.items():
        parent = _code(codes, name, _guid("role", role), "#5f6368")
        for side in SIDES:
            _code(parent, f"{name}: {_SIDE_NAMES[side]}", _guid("role", role, side), "#5f6368")


def _code(parent: ET.Element, name: str, guid: str, color: str, description: str = "") -> ET.Element:
    code = ET.SubElement(parent, "Code", guid=guid, name=_xml(name), isCodable="true", color=color)
    if description:
        ET.SubElement(code, "Description").text = _xml(description)
    return code


def _variables(project: ET.Element) -> None:
    variables = ET.SubElement(project, "Variables")
    for name in _FACTS.values():
        ET.SubElement(variables, "Variable", guid=_guid("variable", name), name=name, typeOfVariable="Text")


def _source(sources: ET.Element, article: Row, quotations: dict[str, list[Row]], places: dict[str, Row]) -> None:
    name = f"{article['title'] or 'Untitled'} [{article['id']}]"  # tools want each document's name to be its own
    source = ET.SubElement(
        sources,
        "TextSource",
        guid=_guid("source", article["id"]),
        name=_xml(name),
        plainTextPath=f"internal://{_guid('text', article['id'])}.txt",
        creatingUser=_guid("user"),
    )
    if article["text_policy"] != "full":
        ET.SubElement(source, "Description").text = "Excerpt: the coded sentences with what context may be published."
    for statement_id in sorted(quotations, key=lambda s: (places[s]["start"], s)):
        _selection(source, places[statement_id], quotations[statement_id])
    for fact, label in _FACTS.items():
        if article.get(fact):
            value = ET.SubElement(source, "VariableValue")
            ET.SubElement(value, "VariableRef", targetGUID=_guid("variable", label))
            ET.SubElement(value, "TextValue").text = _xml(str(article[fact]))


def _selection(source: ET.Element, place: Row, rows: list[Row]) -> None:
    selection = ET.SubElement(
        source,
        "PlainTextSelection",
        guid=_guid("statement", place["id"]),
        name=_xml(place["text"][:80]),
        startPosition=str(place["start"]),
        endPosition=str(place["end"]),
        creatingUser=_guid("user"),
    )
    ET.SubElement(selection, "Description").text = _xml(f"Score {place['score']:.2f}. {place['why']}")
    themes = [_guid("theme", row["theme_id"]) for row in rows]
    roles = ("holder", "target") if place["kind"] == "frustration" else ("addressee",)
    for code in [*themes, *(_guid("role", role, place[role]) for role in roles)]:
        coding = ET.SubElement(selection, "Coding", guid=_guid("coding", place["id"], code), creatingUser=_guid("user"))
        ET.SubElement(coding, "CodeRef", targetGUID=code)


def _xml(text: str) -> str:
    """Return `text` without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def _add(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _ZIP_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(info, content)
