"""A coded sentence told of the other side, and the loss that hears rare sides."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from corpus.records import ROLES, SIDES
from nlp.adapter_tasks import HEAVIEST, SIDES_TASK
from nlp.gold import Coded
from nlp.other_side import article_of_the_other, told_of_the_other
from nlp.units import units


def _coded(text: str, **sides: str) -> Coded:
    return Coded("d", units(text)[0], frozenset({"frustration"}), frozenset(), **sides)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("IT is slow, says the CMO.", "Marketing is slow, says the CIO."),
        ("Marketers wait for IT.", "Technologists wait for marketing."),
        ("The CIOs and the chief marketing officer disagree.", "The CMOs and the chief information officer disagree."),
    ],
)
def test_both_sides_change_for_each_other(text, other):
    turned = told_of_the_other(_coded(text, holder="cmo", target="cio"))
    assert (turned.unit.text, turned.holder, turned.target) == (other, "cio", "cmo")


def test_who_is_no_side_stays():
    turned = told_of_the_other(_coded("The firm pays for what IT buys.", holder="org", target="cio"))
    assert (turned.holder, turned.target) == ("org", "cmo")


def test_a_sentence_that_names_no_side_stays_as_it_is():
    coded = _coded("It takes months, and the itinerary is lost.", holder="cmo", target="cio")
    assert told_of_the_other(coded) is coded


def test_in_an_article_that_is_turned_silent_units_and_what_stands_above_turn_too():
    coded = _coded("It takes months.", holder="cmo", target="cio")
    coded = replace(coded, unit=replace(coded.unit, list_title="What CMOs say", heading="Waiting for IT"))
    turned = article_of_the_other(coded)
    assert (turned.unit.text, turned.holder, turned.target) == ("It takes months.", "cio", "cmo")
    assert (turned.unit.list_title, turned.unit.heading) == ("What CIOs say", "Waiting for marketing")


def test_a_rare_side_weighs_more_and_not_without_end():
    many = [_coded("IT is slow.", holder="cmo", target="cio")] * 99
    rare = _coded("Data are old.", holder="org", target="tech")
    loss = SIDES_TASK.loss_for([*many, rare])
    even = torch.zeros(2, len(ROLES) * len(SIDES))
    # With even scores the loss is that of chance, however the weights are.
    assert float(loss(even, [many[0], rare])) == pytest.approx(float(torch.log(torch.tensor(float(len(SIDES))))))
    wrong_of_rare, wrong_of_common = even.clone(), even.clone()
    wrong_of_rare[1, SIDES.index("cmo")] = 5
    wrong_of_common[0, SIDES.index("org")] = 5
    ratio = float(loss(wrong_of_rare, [many[0], rare])) / float(loss(wrong_of_common, [many[0], rare]))
    assert 1 < ratio <= HEAVIEST * 2


def test_a_role_that_nobody_has_costs_nothing():
    row = _coded("IT is slow.", holder="cmo", target="cio")
    loss = SIDES_TASK.loss_for([row])
    scores = torch.zeros(1, len(ROLES) * len(SIDES), requires_grad=True)
    loss(scores, [row]).backward()
    addressee = scores.grad.reshape(len(ROLES), len(SIDES))[ROLES.index("addressee")]
    assert float(addressee.abs().sum()) == 0
