"""What stands beside a sentence: who says it, and what to doubt of it."""

from __future__ import annotations

from markupsafe import Markup

from crosstalk_site import sides, words
from crosstalk_site.database import Row

#: The coder told a sentence from others with less certainty than this.
UNSURE = 0.5
#: It belongs to its theme with less certainty than this.
HARDLY = 0.6
LONGEST_NAME = 60

#: What the columns below need: `statements`, `articles` and, for a theme's own sentences, `theme_statements`.
COLUMNS = """
    statements.speaker, statements.speaker_side, statements.score, statements.not_factual,
    articles.family_id <> articles.id AS is_copy
"""


def spoken(row: Row) -> Markup:
    """Return who says a sentence and what to doubt of it, as pieces of the line below it; nothing when there is nothing."""
    said = [f'<span class="doubt" title="{title}">{text}</span>' for text, title in doubts(row)]
    # One letter is the mark of an interview ("Q", "A"), and names nobody.
    if len(str(row.get("speaker") or "")) > 1:
        name = Markup("<bdi>{}</bdi>").format(words.cut(str(row["speaker"]), LONGEST_NAME))
        sign = sides.side_sign(row["speaker_side"]) if row.get("speaker_side") in ("cmo", "cio", "both") else ""
        said.insert(0, Markup("<span>says {} {}</span>").format(name, sign))
    return Markup(" ".join(said))


def doubts(row: Row) -> list[tuple[str, str]]:
    """Return what to doubt of a sentence, each in few words and in full."""
    found = []
    if row.get("not_factual"):
        found.append(("not told as true", "In a joke, a fable or an invented dialogue; it is in no theme"))
    if row.get("score") is not None and row["score"] < UNSURE:
        found.append(("? doubtful", f"The coder found it to be one with a probability of {row['score']:.0%} only"))
    if row.get("probability") is not None and row["probability"] < HARDLY:
        found.append(
            ("? perhaps of another theme", f"It is of this theme with a probability of {row['probability']:.0%}")
        )
    if row.get("is_copy"):
        found.append(("in a copy", "The same text stands elsewhere too; it counts once"))
    return found
