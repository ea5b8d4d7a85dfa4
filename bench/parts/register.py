"""How long merging takes as the register grows: tellings of many studies, each claim told in several wordings and values."""

from __future__ import annotations

import random
import time
from pathlib import Path

from bench.part import Part, Table
from nlp.embeddings import MINILM, load_embedder
from nlp.register.catalogue import shipped_catalogue
from nlp.register.likeness import Likeness
from nlp.register.merge import merge
from nlp.register.tellings import Telling

SIZES = (2_000, 7_000, 20_000)
#: Tellings of one study, and claims of one study.
PER_STUDY, CLAIMS = 40, 10
_WORDINGS = ("{}", "say that {}", "{}, as they put it", "hold it true that {}")


def run(data: Path | None) -> list[Table]:
    """Return seconds of one core for each size, with sentence vectors and by shared stems alone."""
    rows: list[tuple[int, int, float, float]] = []
    encode = load_embedder(MINILM).encode
    for size in SIZES:
        tellings = _tellings(size)
        timed = []
        for likeness in (Likeness(encode), Likeness()):
            began = time.process_time()
            findings = merge([], tellings, likeness)
            timed.append(round(time.process_time() - began, 1))
        rows.append((size, len(findings), *timed))
    columns = ("tellings", "findings", "CPU seconds, vectors made anew", "CPU seconds, stems alone")
    note = (
        f"Made-up tellings of the catalogue's claims: {PER_STUDY} a study, {CLAIMS} claims each, four wordings. "
        "Vectors are kept in the corpus, so that a rerun takes little more than the last column."
    )
    return [Table("Merging retellings", columns, rows, note)]


def _tellings(size: int) -> list[Telling]:
    """Return `size` tellings, the same at each call."""
    draw = random.Random(0)
    claims = sorted({f.claim for f in shipped_catalogue().figures if f.nature == "level"})
    tellings = []
    for study in range(size // PER_STUDY):
        told = [(claim, draw.randint(5, 95), draw.choice(("cmo", "cio"))) for claim in draw.sample(claims, CLAIMS)]
        for n in range(PER_STUDY):
            claim, value, population = draw.choice(told)
            value += draw.choice((0, 0, 0, 1))
            words = draw.choice(_WORDINGS).format(claim)
            id = f"t{study:05}-{n:02}"
            tellings.append(
                Telling(
                    id,
                    f"s{study:05}",
                    population,
                    words,
                    value,
                    value,
                    value,
                    "percent",
                    "",
                    "level",
                    f"{value}%",
                    article=id,
                )
            )
    return tellings


PART = Part("register", "The survey register: merging", run)
