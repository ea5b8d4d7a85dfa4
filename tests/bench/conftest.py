"""The small corpus of the tests of the corpus."""

from tests.corpus.conftest import filled

__all__ = ["filled"]
