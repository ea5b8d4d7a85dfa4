"""Sentence ends on the test parts of two treebanks, by paragraph: ours beside spaCy's rules and what else is installed."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import spacy

from bench.part import Part, Table
from nlp.sentences import sentence_spans

Spans = list[tuple[int, int]]
Cut = Callable[[str], Spans]
BANKS = {"GUM, edited prose": "gum-free-test.conllu.gz", "EWT, mails and forums": "ewt-test.conllu.gz"}


def run(data: Path | None) -> list[Table]:
    """Return the F1 of exact sentences on both treebanks, and the speed, a row a method."""
    assert data is not None
    banks = {name: list(paragraphs(data / "ud-english" / file)) for name, file in BANKS.items()}
    rows: list[list[str | float | int]] = []
    for method, cut in _methods().items():
        began = time.process_time()
        scores = [round(_f1(cut, bank), 3) for bank in banks.values()]
        spent = time.process_time() - began
        rows.append([method, *scores, round(sum(len(bank) for bank in banks.values()) / spent)])
    note = "EWT's mails have lost their line breaks: what is wrong there is mostly greetings, names and dates run together."
    return [Table("", ("method", *(f"F1 {name}" for name in BANKS), "paragraphs a CPU second"), rows, note)]


def paragraphs(path: Path) -> Iterator[tuple[str, set[tuple[int, int]]]]:
    """Give each paragraph of a CoNLL-U file as text, with the spans of its sentences."""
    text, spans, blank, sentence = "", set[tuple[int, int]](), True, ""
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines(keepends=True):
        if line.startswith(("# newpar", "# newdoc")) and text:
            yield text.rstrip(), spans
            text, spans = "", set()
        elif line.startswith("# text = "):
            sentence = line.removeprefix("# text = ").rstrip("\n")
        elif line[0].isdigit():
            blank = "SpaceAfter=No" not in line.rstrip("\n").split("\t")[9]
        elif not line.strip() and sentence:
            spans.add((len(text), len(text) + len(sentence)))
            text, sentence = text + sentence + (" " if blank else ""), ""
    if text:
        yield text.rstrip(), spans


def _f1(cut: Cut, bank: list[tuple[str, set[tuple[int, int]]]]) -> float:
    hits = told = true = 0
    for text, spans in bank:
        found = set(cut(text))
        hits, told, true = hits + len(found & spans), told + len(found), true + len(spans)
    return 2 * hits / (told + true)


def _methods() -> dict[str, Cut]:
    rules = spacy.blank("en")
    rules.add_pipe("sentencizer")
    methods: dict[str, Cut] = {
        "Crosstalk": sentence_spans,
        "spaCy sentencizer": lambda text: [(s.start_char, s.end_char) for s in rules(text).sents],
    }
    for name in ("pysbd", "nupunkt"):
        try:
            methods[name] = _other(name)
        except ModuleNotFoundError:
            continue  # not a dependency of ours: measured where somebody has installed it
    return methods


def _other(name: str) -> Cut:
    module = import_module(name)
    if name == "pysbd":
        segmenter = module.Segmenter(language="en", clean=False)
        return lambda text: _placed(text, segmenter.segment(text))
    return lambda text: _placed(text, module.sent_tokenize(text))


def _placed(text: str, parts: list[str]) -> Spans:
    spans, at = [], 0
    for part in parts:
        bare = part.strip()
        start = text.find(bare, at)
        if bare and start >= 0:
            at = start + len(bare)
            spans.append((start, at))
    return spans


PART = Part("sentences", "Sentence ends on two treebanks", run, needs=("ud-english",))
