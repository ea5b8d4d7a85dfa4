"""Units drawn, written for each tool, labelled, read back as gold; and agreement worked out by hand."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from corpus.errors import BadInput, NothingToDo
from crosstalk.labelling.agreement import agreement, alpha, kappa
from crosstalk.labelling.gold import gold_rows, write_gold
from crosstalk.labelling.sample import _PICK, draw
from crosstalk.labelling.task import CHOICES, Labels, Task, from_choices
from crosstalk.labelling.tools import TOOLS, label_studio_config, read_labels, write_tasks
from nlp.compare_heads import differences
from nlp.gold import read_gold

TASKS = [
    Task("a:0-11", "=IT is slow.", "s", "Why wait", "The lag", "Why wait", "", "Meet weekly.", "https://x.example/a"),
    Task("a:12-24", "Meet weekly.", "li", "Why wait", proposed=("recommendation",), probabilities=(0.1, 0.9)),
    Task("a:25-30", "Rain.", "s", "Why wait"),
]
SAID = {
    "a:0-11": ["frustration", "holder: cmo", "target: cio"],
    "a:12-24": ["borderline recommendation", "addressee: both"],
    "a:25-30": [],
}


def answer(path: Path, tool: str) -> None:
    """Fill a task file in as its tool would."""
    if tool == "csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        rows[0] |= {"frustration": "1", "holder": "cmo", "target": "CIO"}
        rows[1] |= {"recommendation": "?", "addressee": "both"}
        rows[2] |= {"seen": "x"}
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        return
    text = path.read_text("utf-8")
    rows = json.loads(text) if tool == "label-studio" else [json.loads(line) for line in text.splitlines()]
    for row in rows:
        if tool == "label-studio":
            said = SAID[row["data"]["id"]]
            results = [{"from_name": "kind", "value": {"choices": [s for s in said if ":" not in s]}}]
            results += [
                {"from_name": s.split(": ")[0], "value": {"choices": [s.split(": ")[1]]}} for s in said if ":" in s
            ]
            row["annotations"] = [{"result": results, "completed_by": 1}]
        elif tool == "prodigy":
            row |= {"accept": SAID[row["meta"]["id"]], "answer": "accept"}
        else:
            row |= {"id": random.randint(1, 999), "label": SAID[row["unit"]]}
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    path.write_text(json.dumps(rows) if tool == "label-studio" else lines, "utf-8")


@pytest.mark.parametrize("tool", TOOLS)
def test_labels_come_home_from_each_tool(tool, tmp_path):
    path = tmp_path / "tasks.txt"
    write_tasks(path, tool, TASKS, propose=False)
    answer(path, tool)
    found = read_labels(path, tool)
    assert [task.id for task, _ in found] == [task.id for task in TASKS]
    assert found[0][0].text == "=IT is slow." and found[0][0].heading == "The lag"
    assert found[0][1] == Labels(frozenset({"frustration"}), frozenset(), {"holder": "cmo", "target": "cio"})
    assert found[1][1].optional == {"recommendation"} and found[1][1].sides == {"addressee": "both"}
    assert found[2][1].kinds == frozenset()


@pytest.mark.parametrize("tool", TOOLS)
def test_the_program_s_codes_are_shown_only_when_asked(tool, tmp_path):
    for propose in (False, True):
        path = tmp_path / f"{propose}.txt"
        write_tasks(path, tool, TASKS[1:2], propose=propose)
        rows = path.read_text("utf-8-sig").replace(json.dumps(list(CHOICES)), "")
        shown = [
            line for line in rows.splitlines() if "Meet weekly." in line or "predictions" in line or '"choices"' in line
        ]
        plain = (
            "".join(shown).replace('{"id": "recommendation", "text": "recommendation"}', "").replace("borderline", "")
        )
        assert (
            'accept": ["rec' in plain or "predictions" in rows or 'label": ["rec' in plain or "proposed" in rows
        ) == propose


def test_a_unit_that_nobody_answered_is_left_out(tmp_path):
    write_tasks(tmp_path / "t.csv", "csv", TASKS, propose=False)
    assert read_labels(tmp_path / "t.csv", "csv") == []


def test_the_label_studio_interface_names_every_field():
    root = ET.fromstring(label_studio_config())
    assert {c.get("name") for c in root.iter("Choices")} == {"kind", "holder", "target", "addressee"}
    assert all(t.get("value", "").startswith("$") for t in root.iter("Text"))


@pytest.mark.parametrize("content", ["not json", '[{"data": {}, "annotations": [{"result": [{}]}]}]', '{"a": 1}'])
def test_a_file_that_is_no_export_is_refused(tmp_path, content):
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(BadInput, match=r"label-studio"):
        read_labels(tmp_path / "x.json", "label-studio")


def test_an_unknown_label_or_a_role_told_twice_is_refused():
    with pytest.raises(ValueError, match="rant"):
        from_choices(["rant"])
    with pytest.raises(ValueError, match="twice"):
        from_choices(["holder: cmo", "holder: cio"])


def test_gold_tells_who_coded_and_is_never_overwritten(tmp_path):
    labelled = [(task, from_choices(SAID[task.id])) for task in TASKS]
    path = tmp_path / "gold.jsonl"
    write_gold(path, gold_rows(labelled, "A. Reader", by_model=False))
    coded = [unit for unit in read_gold(path) if not unit.context]
    assert coded[0].holder == "cmo" and coded[0].unit.heading == "The lag" and coded[1].optional == {"recommendation"}
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert {row["coded_by"] for row in rows if not row.get("context")} == {"a person"}
    with pytest.raises(BadInput, match="there already"):
        write_gold(path, [])


def test_a_unit_is_read_between_its_neighbours_which_count_for_nothing(tmp_path):
    write_gold(tmp_path / "g.jsonl", gold_rows([(TASKS[0], from_choices(SAID["a:0-11"]))], "Ann", by_model=False))
    unit, after = read_gold(tmp_path / "g.jsonl")
    assert (unit.doc, unit.context, after.doc, after.context) == ("a:0-11", False, "a:0-11", True)
    assert (
        after.unit.text == "Meet weekly." and not after.labels and after.optional >= {"frustration", "recommendation"}
    )
    calls = np.array([[True, False], [True, True]])
    assert [(d.current, d.statements) for d in differences([unit, after], calls, calls)] == [
        (1.0, 1),
        (0.0, 0),
        (0.5, 1),
    ]


def test_kappa_and_alpha_as_in_the_books():
    # Cohen's kappa by hand: observed .7, expected .5 * .6 + .5 * .4 = .5, so .4
    pairs = [("a", "a")] * 4 + [("a", "b")] * 1 + [("b", "a")] * 2 + [("b", "b")] * 3
    assert kappa(pairs) == pytest.approx(0.4)
    # Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", B: binary, two observers, ten units: .095
    one, two = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert alpha(zip(one, two, strict=True)) == pytest.approx(0.095, abs=0.001)
    # The same, C: nominal, four observers, twelve units, missing values: .743
    a = [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None]
    b = [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3]
    c = [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None]
    d = [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]
    units = [[code for code in codes if code is not None] for codes in zip(a, b, c, d, strict=True)]
    assert alpha(unit for unit in units if len(unit) > 1) == pytest.approx(0.743, abs=0.001)
    assert kappa([("a", "a")] * 5) is None and alpha([["a", "a"]] * 5) is None


def test_agreement_compares_what_both_coded(tmp_path):
    files = []
    for name, first in (("one", ["frustration", "holder: cmo"]), ("two", ["frustration", "holder: cio"])):
        labelled = [(task, from_choices(first if n == 0 else [])) for n, task in enumerate(TASKS)]
        write_gold(tmp_path / f"{name}.jsonl", gold_rows(labelled[: 3 if name == "one" else 2], name, by_model=True))
        files.append(read_gold(tmp_path / f"{name}.jsonl"))
    found = {a.question: a for a in agreement(files)}
    assert found["frustration"].units == 2 and found["frustration"].equal == 1.0
    assert found["holder"].units == 1 and found["holder"].equal == 0.0


@pytest.mark.parametrize("method", _PICK)
def test_a_draw_has_as_many_as_asked_and_none_twice(method):
    dice = random.Random(1)
    tasks = [Task(f"a:{n}", f"t{n}", "s", probabilities=(dice.random(), dice.random())) for n in range(60)]
    picked = _PICK[method](tasks, 20, (0.5, 0.5))
    assert len(picked) == len({task.id for task in picked}) == 20
    assert len(_PICK[method](list(tasks), 100, (0.5, 0.5))) == 60


def test_uncertain_units_are_near_a_threshold():
    tasks = [Task(str(n), "t", "s", probabilities=(n / 100, 0.0)) for n in range(100)]
    picked = _PICK["uncertain"](tasks, 10, (0.5, 0.9))
    assert sum(45 <= int(task.id) <= 55 for task in picked) >= 5


def test_units_of_a_corpus_are_drawn_with_their_surroundings(corpus, coder):
    text = "# The lag\nIT is slow to answer marketing. CIOs should set dates."
    row = {"id": "a", "url": "https://x.example/a", "title": "Why wait", "text": text, "words": 10, "family_id": "a"}
    with corpus.transaction():
        corpus.write("articles", [row | {"relevance": 80, "relevance_reason": "r", "language": "en"}])
    tasks = draw(corpus, coder, number=10, method="random", seed=1)
    assert {task.text for task in tasks} == {"The lag", "IT is slow to answer marketing.", "CIOs should set dates."}
    advice = next(task for task in tasks if task.text.startswith("CIOs"))
    assert advice.before == "IT is slow to answer marketing." and advice.heading == "The lag"
    assert advice.proposed == ("recommendation",)
    start, end = map(int, advice.id.split(":")[1].split("-"))
    assert text[start:end] == advice.text
    assert [t.id for t in draw(corpus, coder, number=10, method="random", seed=1)] == [t.id for t in tasks]


def test_an_empty_corpus_gives_nothing_to_label(corpus, coder):
    with pytest.raises(NothingToDo):
        draw(corpus, coder, number=10, method="random")


def test_label_studio_s_own_package_takes_interface_tasks_and_proposals(tmp_path):
    """A whole round through its server, tried by hand, stands in docs/analyst.md."""
    label_interface = pytest.importorskip("label_studio_sdk.label_interface")
    interface = label_interface.LabelInterface(label_studio_config())
    interface.validate()
    write_tasks(tmp_path / "t.json", "label-studio", TASKS, propose=True)
    for task in json.loads((tmp_path / "t.json").read_text("utf-8")):
        assert interface.validate_task({"data": task["data"]})
        assert interface.validate_prediction(task["predictions"][0])
