"""The records that stages hand on: plain, frozen, and named as their tables are.

Shapes follow the data contract: ids are text, dates are ISO 8601 text, `start` and `end` are character offsets
into the article's text, and a side is one of `SIDES`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

#: Whose pain, whose turn, who was asked. `tech` occurs as a target only.
SIDES = ("cmo", "cio", "both", "org", "other", "tech", "none")
ROLES = ("holder", "target", "addressee")
#: The roles that a statement of each kind has.
ROLES_OF = {"frustration": ("holder", "target"), "recommendation": ("addressee",)}
KINDS = ("frustration", "recommendation")


@dataclass(frozen=True)
class Source:
    """A publication, known by its domain."""

    id: str
    domain: str
    name: str | None = None
    kind: str | None = None
    country: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Article:
    """One text of one publication; `text` is its main text, one block (paragraph, heading, list item) a line.

    A heading's line starts with `# `, a list item's with its own number, or with `- ` when it had none.
    """

    id: str
    text: str
    url: str | None = None
    title: str | None = None
    author: str | None = None
    author_title: str | None = None
    author_side: str = "none"
    published: str | None = None
    source_id: str | None = None
    language: str | None = None
    access: str = "full"
    words: int = 0
    relevance: int = 0
    relevance_reason: str = ""
    family_id: str | None = None
    fetched_at: str | None = None
    sample: int = 0


@dataclass(frozen=True)
class Statement:
    """A sentence that complains or advises, where it stands, and whose it is."""

    id: str
    article_id: str
    kind: str
    text: str
    start: int
    end: int
    position: int
    heading: str | None
    score: float
    holder: str = "none"
    target: str = "none"
    addressee: str = "none"
    speaker: str | None = None
    speaker_side: str = "none"
    why: str = ""
    not_factual: int = 0
    objects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statistic:
    """A measured figure of a survey, study or count, with the words it stands in.

    `value` is the figure as a number in `unit`; `low` and `high` bound it where the words are vague ("nearly half").
    """

    id: str
    article_id: str
    text: str
    start: int
    end: int
    value: float
    low: float
    high: float
    unit: str
    qualifier: str | None = None
    nature: str = "level"
    population: str = "none"
    claim: str = ""
    study_id: str | None = None
    finding_id: str | None = None
    words: str = ""
    population_why: str = ""
    subgroup: str | None = None


@dataclass(frozen=True)
class Theme:
    """A group of statements of one kind that say the same thing, with its counts."""

    id: str
    kind: str
    label: str
    description: str
    keywords: str
    code: str | None
    statements: int
    articles: int
    families: int
    sources: int
    by_cmo: int
    by_cio: int
    by_both: int
    by_org: int
    by_other: int
    by_none: int
    first_year: int | None
    last_year: int | None
    firmness: float | None = None
    firmness_low: float | None = None
    grade: str | None = None
    x: float | None = None
    y: float | None = None
    entropy: float | None = None
    named_by: str = "codebook"
    members: tuple[ThemeMember, ...] = field(default=(), repr=False)
    years: tuple[tuple[int, int, int], ...] = field(default=(), repr=False)
    objects: tuple[tuple[str, int, int], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class ThemeMember:
    """A statement's place in a theme: rank 1 stands for the theme best."""

    statement_id: str
    probability: float
    rank: int
