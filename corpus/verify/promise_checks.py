"""The rules that keep a promise to people: what they forgot is gone, what they corrected is as they said."""

from __future__ import annotations

from corpus.forgotten import Forgotten
from corpus.found import host_of
from corpus.store import Corpus
from corpus.verify.failure import Findings

#: Changes to a column of a row, with the table that has it; a family's column ends in _id.
_COLUMN_OF = {
    **dict.fromkeys(("kind", "holder", "target", "addressee"), "statements"),
    **dict.fromkeys(("title", "author", "published", "family_id"), "articles"),
}


def forgotten(corpus: Corpus) -> Findings:
    """Nothing that was forgotten is there: no article of an address, domain or person, none of its lines, no quotation."""
    gone = Forgotten.of(corpus)
    if not gone.hashes:
        return
    for row in corpus.db.query("SELECT id, url, title, author, text FROM articles"):
        url = row["url"] or ""
        if (url and gone.page(url, host_of(url))) or gone.has("text", row["text"]) or gone.names(row["author"] or ""):
            yield f"articles {row['id']}", "it was forgotten, and is there"
        elif gone.names(row["title"] or "") or gone.without_blocks(row["text"]) != row["text"]:
            yield f"articles {row['id']}", "it holds words that were forgotten"
    for row in corpus.db.query("SELECT id, speaker FROM statements WHERE speaker IS NOT NULL"):
        if gone.has("person", row["speaker"]):
            yield f"statements {row['id']}", "its speaker was forgotten"


def by_hand(corpus: Corpus) -> Findings:
    """What was corrected by hand is as the last correction says."""
    last = {(r["row_id"], r["field"]): r for r in corpus.rows("SELECT * FROM by_hand ORDER BY position")}
    for (id, field), row in last.items():
        table = _COLUMN_OF.get(field, "statements")
        there = corpus.rows(f"SELECT * FROM {table} WHERE id = ?", [id])
        if field == "dropped" and there:
            yield (
                f"statements {id}",
                f"correction {row['position']} dropped it, and it is there; run crosstalk annotate",
            )
        elif field == "added" and not there and (id, "dropped") not in last:
            yield (
                f"statements {id}",
                f"correction {row['position']} added it, and it is not there; run crosstalk annotate",
            )
        elif field in _COLUMN_OF and there and there[0][field] != row["value"]:
            yield (
                f"{table} {id}",
                f"correction {row['position']} set {field} to {row['value']}, it is {there[0][field]}",
            )


#: Names and descriptions that people gave, the last of each theme, and what the theme says now.
_NAMED = """
SELECT c.position, c.id, c.what, c.value, CASE c.what WHEN 'rename_theme' THEN t.label ELSE t.description END AS says
FROM corrections c JOIN themes t ON t.id = c.id
WHERE c.outcome = 'applied' AND c.what IN ('rename_theme', 'describe_theme') AND c.position =
    (SELECT max(position) FROM corrections WHERE id = c.id AND what = c.what AND outcome = 'applied')
"""


def corrections(corpus: Corpus) -> Findings:
    """A correction that does not fit says why; a theme bears the name that it was given."""
    for row in corpus.rows(_NAMED):
        if row["value"] != row["says"]:
            yield f"themes {row['id']}", f"correction {row['position']} says {row['value']!r}, it is {row['says']!r}"
    for row in corpus.rows("SELECT position, outcome, note FROM corrections WHERE outcome = 'misfit'"):
        if not row["note"]:
            yield f"corrections {row['position']}", "it does not fit, and no reason is told"
