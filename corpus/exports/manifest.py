"""What an export says of itself: each file's rows, checksum and columns, and where they come from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.exports.filters import Filters
from corpus.exports.table import Table
from corpus.runs import versions
from corpus.store import Corpus

SAFE = "text that starts with = + - @, a tab or a return has an apostrophe before it in CSV; other formats are exact"
#: The run that made the themes as they are; one that found nothing new to do left no history.
_THEMES_RUN = "SELECT id, finished FROM runs WHERE id = (SELECT max(run_id) FROM theme_history)"
EXACT = "every cell is exact; a spreadsheet may take some for formulas"


def file_facts(path: Path, name: str, tables: Sequence[Table]) -> dict[str, Any]:
    """Return what the manifest says of one written file."""
    return {
        "name": name,
        "bytes": path.stat().st_size,
        "sha256": sha256(path),
        "tables": [
            {
                "name": table.name,
                "rows": table.count,
                "columns": [{"name": c.name, "type": c.type, "meaning": c.meaning} for c in table.columns],
            }
            for table in tables
        ],
    }


def manifest(
    corpus: Corpus, files: Sequence[dict[str, Any]], filters: Filters, *, site: str, safe: bool, text: str
) -> str:
    """Return the manifest as JSON; it holds no time of its own, so that equal exports have equal manifests."""
    facts = {
        "made_by": f"crosstalk-cmo-cio {versions()['crosstalk-cmo-cio']}",
        "themes_run": themes_run(corpus),
        "sample": bool(corpus.value("SELECT max(sample) FROM articles")),
        "site": site,
        "filters": filters.active,
        "cells": SAFE if safe else EXACT,
        "texts": text,
        "files": list(files),
    }
    return json.dumps(facts, indent=2, ensure_ascii=False) + "\n"


def themes_run(corpus: Corpus) -> dict[str, Any] | None:
    """Return number and end of the run that made the themes as they are, None where none did."""
    run = corpus.rows(_THEMES_RUN)
    return {"id": run[0]["id"], "finished": run[0]["finished"]} if run else None


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
