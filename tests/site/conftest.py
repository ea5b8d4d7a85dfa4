"""Sites to look at: a plain one, the same as a sample, one full of hostile words, and one with next to nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hostile import poison, write_hostile
from made import Site, Writer
from plain import write_plain
from told import age, write_told

from corpus.data import data_path

sys.path.insert(0, str(data_path("datasette_config")))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of real articles, shown in excerpts."""
    return Site(_plain(tmp_path_factory.mktemp("plain"), sample=0).published())


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same site of invented articles, shown whole."""
    return Site(_plain(tmp_path_factory.mktemp("sample"), sample=1).published("full"))


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of titles, texts and addresses that mean harm, shown whole."""
    writer = Writer(tmp_path_factory.mktemp("hostile"))
    write_hostile(writer)
    return Site(poison(writer.published("full")))


@pytest.fixture(scope="session")
def bare_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of one article in which nothing was marked."""
    writer = Writer(tmp_path_factory.mktemp("bare"))
    writer.source("paper", None)
    writer.article("The weather was fair.\nNobody spoke.", published=None, title=None, url=None)
    return Site(writer.published())


def _plain(folder: Path, sample: int) -> Writer:
    writer = Writer(folder)
    write_plain(writer, sample)
    return writer


@pytest.fixture(scope="session")
def survey_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The plain site with a survey register, scores, links and neighbours of themes."""
    writer = _plain(tmp_path_factory.mktemp("told"), sample=0)
    write_told(writer)
    return Site(writer.published())


@pytest.fixture(scope="session")
def older_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The plain site as a version without register, links and neighbours published it."""
    return Site(age(_plain(tmp_path_factory.mktemp("older"), sample=0).published()))
