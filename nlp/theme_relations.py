"""What the themes of both kinds have to do with each other: one map, answers to complaints, and what is like what."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.records import Theme
from corpus.store import Corpus
from nlp.layout import layout
from nlp.likeness import statement_neighbours, theme_neighbours
from nlp.theme_links import Placed, theme_links
from nlp.theme_store import Made
from nlp.told_themes import ThemesOfKind
from nlp.vectors import Floats


def relate(corpus: Corpus, kinds: Sequence[ThemesOfKind], made: Made) -> None:
    """Place the themes of both kinds on one map, link advice to complaints, and find what is like what."""
    ids = [i for kind in kinds for i in kind.ids]
    if not ids:
        return
    centres = np.vstack([kind.centres for kind in kinds])
    places = layout(centres, _places(corpus, ids))
    made.themes = [_placed(t, *places[ids.index(t.id)].tolist()) for t in made.themes]
    made.theme_neighbours = theme_neighbours(ids, centres)
    for kind in kinds:
        made.statement_neighbours += statement_neighbours(kind.rows, kind.grouping.found, kind.grouping.cosines)
    themed = {t.id: t for t in made.themes}
    entries: list[Placed] = [
        ({**kind.rows[m], "kind": themed[i].kind}, kind.grouping.vectors[m], i)
        for kind in kinds
        for i, some in zip(kind.ids, kind.members, strict=True)
        for m in some
    ]
    made.links, made.pairs = theme_links(entries, {t.id: t.families for t in made.themes})


def _placed(theme: Theme, x: float, y: float) -> Theme:
    return Theme(**{**theme.__dict__, "x": x + 0.0, "y": y + 0.0})


def _places(corpus: Corpus, ids: Sequence[str]) -> Floats:
    former = {r["id"]: (r["x"], r["y"]) for r in corpus.rows("SELECT id, x, y FROM themes WHERE x IS NOT NULL")}
    return np.array([former.get(i, (np.nan, np.nan)) for i in ids], dtype=np.float64).reshape(-1, 2)
