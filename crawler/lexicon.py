"""The crawler's word lists, read once from `datasets/lexicons`."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from corpus.data import data_path


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Return the lexicon `name`, a mapping as its YAML file has it."""
    return dict(yaml.safe_load(data_path("datasets", "lexicons", f"{name}.yaml").read_text(encoding="utf-8")))
