"""Crosstalk: what marketing chiefs and IT chiefs hold against each other, with the exact words.

As a library: `open_corpus` reads a corpus as records or data frames, `annotate` codes a text, `load_topic_model`
gives the themes as a BERTopic object. See docs/library.md.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crosstalk.library import Annotation, CorpusReader, annotate, open_corpus
    from crosstalk.topic_model import load_topic_model

__version__ = "0.1.0"
__all__ = ["Annotation", "CorpusReader", "annotate", "load_topic_model", "open_corpus"]

#: Where each name lives; loaded when it is first asked for, so that the command line starts at once.
_HOMES = dict.fromkeys(("Annotation", "CorpusReader", "annotate", "open_corpus"), "crosstalk.library") | {
    "load_topic_model": "crosstalk.topic_model"
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
