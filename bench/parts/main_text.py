"""Main text beside trafilatura's own, on a public benchmark and on made pages without classes; what pages say of themselves."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import trafilatura

from bench.part import Cell, Part, Table
from bench.plain_pages import PlainPage, plain_pages
from bench.text_scores import body_lost, furniture_kept, letters, mean, token_f1
from corpus.data import data_path
from crawler.extract import Extract, NothingToRead
from crawler.page import read_html
from crawler.plaintext import read_text

#: trafilatura's modes, of which the best counts.
MODES: dict[str, dict[str, bool]] = {
    "default": {}, "precision": {"favor_precision": True}, "recall": {"favor_recall": True}, "fast": {"fast": True},
}  # fmt: skip
FORMS: dict[str, Callable[[PlainPage], Extract]] = {
    "bare paragraphs": lambda page: read_html(page.html),
    "text file": lambda page: read_text(page.text),
}


def run(data: Path | None) -> list[Table]:
    """Return token F1 on benchmark pages and on plain pages, and the share of titles, authors and dates read right."""
    assert data is not None
    plain = [_plain(part) for part in ("tuned", "told")]
    return [_benchmark(data / "article-extraction"), *plain, _false_cuts(data / "real-coding"), _metadata()]


def _benchmark(folder: Path) -> Table:
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    pages = [gzip.decompress((folder / "pages" / f"{row['id']}.html.gz").read_bytes()) for row in rows]
    urls, golds = [row.get("url") for row in rows], [row["body"] for row in rows]
    results = [_row("Crosstalk", [_ours(page, url) for page, url in zip(pages, urls, strict=True)], golds)]
    for mode, options in MODES.items():
        results.append(
            _row(f"trafilatura {trafilatura.__version__}, {mode}", [_theirs(page, options) for page in pages], golds)
        )
    note = "The rules were written while looking at these pages."
    speed = _speed(lambda: [_ours(page, url) for page, url in zip(pages, urls, strict=True)], len(pages))
    return Table(
        f"{len(pages)} pages of the article extraction benchmark", ("method", "token F1"), results, f"{note} {speed}"
    )


def _speed(work: Callable[[], object], pages: int) -> str:
    start = time.process_time()
    work()
    return f"{pages / (time.process_time() - start):.1f} pages a CPU-second, metadata and language read too."


def _row(name: str, found: Sequence[str], golds: Sequence[str]) -> list[Cell]:
    return [name, mean([token_f1(text, gold) for text, gold in zip(found, golds, strict=True)])]


def _plain(part: str) -> Table:
    pages = plain_pages(part)
    ours = {f"Crosstalk, {form}": [read(page).text for page in pages] for form, read in FORMS.items()}
    theirs = {
        f"trafilatura, {mode}": [_theirs(page.html.encode(), options) for page in pages]
        for mode, options in MODES.items()
    }
    rows = [_plain_row(name, found, pages) for name, found in {**ours, **theirs}.items()]
    what = (
        "the rules were written on them"
        if part == "tuned"
        else "written before the rules and measured once, after them"
    )
    title = f"{len(pages)} made pages without classes: {what}"
    return Table(title, ("method", "token F1", "furniture lines kept", "text lines lost"), rows)


def _plain_row(name: str, found: Sequence[str], pages: Sequence[PlainPage]) -> list[Cell]:
    pairs = list(zip(found, pages, strict=True))
    f1 = mean([token_f1(text, " ".join(page.body)) for text, page in pairs])
    kept = sum(len(furniture_kept(text, page)) for text, page in pairs)
    lost = sum(len(body_lost(text, page)) for text, page in pairs)
    furniture, body = (
        sum(len(lines) for lines in sizes) for sizes in zip(*((p.furniture, p.body) for p in pages), strict=True)
    )
    return [name, f1, f"{kept} of {furniture}", f"{lost} of {body}"]


def _false_cuts(folder: Path) -> Table:
    """Return how many sentences of real articles are cut when each is a paragraph of a text file, headings unmarked."""
    units = [json.loads(line) for line in (folder / "units.jsonl").read_text(encoding="utf-8").splitlines()]
    texts, rows = _read(units), list[list[Cell]]()
    for name, skipped in (("text", False), ("titles, bylines, teasers, licences", True)):
        of_kind = [unit for unit in units if bool(unit["skip"]) == skipped]
        kept = sum(letters(unit["text"]) in texts[unit["doc"]] for unit in of_kind)
        rows.append([name, len(of_kind), len(of_kind) - kept])
    return Table("Sentences of 22 real articles, by whether they are text", ("", "sentences", "cut"), rows)


def _read(units: Sequence[dict[str, str]]) -> dict[str, str]:
    """Return the letters that are left of each article, read as a text file."""
    lines: dict[str, list[str]] = {}
    for unit in units:
        lines.setdefault(unit["doc"], []).append(f"- {unit['text']}" if unit["struct"] == "li" else unit["text"])
    return {doc: letters(read_text("\n\n".join(text)).text) for doc, text in lines.items()}


def _metadata() -> Table:
    """Return how many titles, authors, job titles, dates and walls are read right, by set of pages."""
    columns = ("pages", "title", "author", "job title", "date", "access")
    rows = [["sample site", *_shares(_sample())]]
    for part in ("tuned", "told"):
        for form, read in FORMS.items():
            rows.append(
                [f"{part} pages, {form}", *_shares([(read(page), _wanted(page)) for page in plain_pages(part)])]
            )
    return Table("What pages say of themselves: the share read right", columns, rows)


Facts = tuple[str | None, str | None, str | None, str | None, str]


def _facts(found: Extract) -> Facts:
    return found.title, found.author, found.author_title, found.published, found.access


def _shares(pairs: Sequence[tuple[Extract, Sequence[str | None]]]) -> list[Cell]:
    """Return the share of each fact that is read right; nothing for one that no page of the set tells."""
    facts = zip(*(_facts(found) for found, _ in pairs), strict=True)
    wanted = zip(*(told for _, told in pairs), strict=True)
    return [_share(found, told) if any(told) else None for found, told in zip(facts, wanted, strict=True)]


def _share(found: Sequence[str | None], wanted: Sequence[str | None]) -> float:
    return mean([float(one == other) for one, other in zip(found, wanted, strict=True)])


def _wanted(page: PlainPage) -> list[str | None]:
    named = {key: (None if value == "none" else value) for key, value in page.fields.items()}
    return [named["title"], named["author"], named.get("job"), named["date"], named.get("access", "full")]


def _sample() -> list[tuple[Extract, list[str | None]]]:
    pairs: list[tuple[Extract, list[str | None]]] = []
    for manifest in sorted(data_path("datasets", "sample").glob("*/manifest.jsonl")):
        for entry in map(json.loads, manifest.read_text(encoding="utf-8").splitlines()):
            if entry["content_type"].startswith("text/html") and entry["kind"] not in ("home", "archive"):
                access = "partial" if entry["kind"] == "teaser" else "full"
                wanted = [entry[key] for key in ("title", "author", "author_title", "date")]
                pairs.append(
                    (read_html((manifest.parent / entry["file"]).read_bytes(), entry["url"]), [*wanted, access])
                )
    return pairs


def _ours(html: bytes, url: str | None) -> str:
    try:
        return read_html(html, url).text
    except NothingToRead:
        return ""


def _theirs(html: bytes, options: dict[str, bool]) -> str:
    return trafilatura.extract(html, include_comments=False, **options) or ""


PART = Part(
    "main_text", "Main text beside trafilatura's own", run, ("article-extraction/gold.jsonl", "real-coding/units.jsonl")
)
