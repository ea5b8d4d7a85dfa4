"""A Frictionless data package: one JSON file that tells programs what the CSV files beside it hold."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.exports.manifest import sha256
from corpus.exports.table import Table


def datapackage(files: Sequence[tuple[Table, Path, str]], *, sample: bool) -> str:
    """Return the package's JSON for CSV files, each a table, the file as written, and its final name.

    Source: the Data Package and Table Schema specifications, version 1 (specs.frictionlessdata.io).
    """
    package = {
        "profile": "tabular-data-package",
        "name": "crosstalk-sample" if sample else "crosstalk",
        "title": "What marketing and IT chiefs hold against each other, and what they are advised to do",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "Codings"}],
        "resources": [_resource(*file) for file in files],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _resource(table: Table, path: Path, name: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256(path)}",
        "schema": {
            "fields": [{"name": c.name, "type": c.type, "description": c.meaning} for c in table.columns],
            "missingValues": [""],
        },
    }
