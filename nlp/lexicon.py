"""Read the lexicons: plain YAML files, each key a name that a rule refers to."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from corpus.data import data_path


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Return the lexicon `datasets/lexicons/NAME.yaml` as a dict."""
    return dict(yaml.safe_load(data_path("datasets", "lexicons", f"{name}.yaml").read_text(encoding="utf-8")))
