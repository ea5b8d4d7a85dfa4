"""Read everything again: do the numbers follow from the rows, and do the rows lead to the words?"""

from corpus.verify.corpus_checks import OVERTAKEN, verify_corpus
from corpus.verify.export_checks import verify_export
from corpus.verify.failure import Failure, Verdict
from corpus.verify.published_checks import verify_published

__all__ = ["OVERTAKEN", "Failure", "Verdict", "verify_corpus", "verify_export", "verify_published"]
