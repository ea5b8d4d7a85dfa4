"""Keep the scores of an evaluation in the corpus, with the run that made them and who coded what they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.runs import run
from corpus.store import Corpus
from nlp.evaluate import Score


def keep_scores(
    corpus: Corpus,
    scores: Sequence[Score],
    roles: Mapping[str, float],
    *,
    data: Mapping[str, str],
    coder: str,
    coded_by: str | None,
) -> int:
    """Write a row a kind and a row a role into `evaluations`; `data` maps file names to SHA-256. Return the run's id."""
    named = ", ".join(f"{name} {digest[:12]}" for name, digest in sorted(data.items()))
    with run(corpus, "evaluate", {"coder": coder, "data": dict(data)}) as record:
        common = {"run_id": record.id, "data": named, "coded_by": coded_by}
        kinds = [
            {
                **common, "measured": s.kind, "precision": s.precision, "recall": s.recall, "f1": s.f1,
                "f1_low": s.f1_low, "f1_high": s.f1_high, "statements": s.positive, "units": s.units,
            }
            for s in scores
        ]  # fmt: skip
        shares = [{**common, "measured": role, "share": share} for role, share in roles.items()]
        with corpus.transaction():
            for row in [*kinds, *shares]:
                corpus.db.table("evaluations").insert(row)
        record.counts = {"rows": len(kinds) + len(shares)}
    return record.id
