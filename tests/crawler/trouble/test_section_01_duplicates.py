"""Duplicates and syndication (page types, section 1): each kind of print comes into the family of its original, and no other."""

from __future__ import annotations

import re

import pytest

from corpus import Article, Corpus
from corpus.data import data_path
from crawler.families import assign_families, families, related
from crawler.page import read_html

PAGES = data_path("datasets", "sample")
RELEASE = read_html((PAGES / "dataandcandour.example/posts/post-mortem-cdp.html").read_bytes()).text
OTHER = read_html((PAGES / "dataandcandour.example/posts/six-months-on-one-call.html").read_bytes()).text
LINES, WORDS = RELEASE.split("\n"), RELEASE.split(" ")
FRAME = (
    "A reader sent this to our list of things about offices, and I agree with half of it. Here is the half to pin up:"
)

PRINTS = {
    "host twin with another title and a dateline": f"BANGALORE (Wire) - {RELEASE}",
    "release under a quite other headline, without its first line": "\n".join(LINES[1:]),
    "source tags added to sentences": re.sub(r"(?<=[a-z])\. (?=[A-Z])", " (Wire). ", RELEASE),
    "cut after half": " ".join(WORDS[: len(WORDS) // 2]) + " ...",
    "number format": RELEASE.replace(" percent", "%").replace("’", "'"),
    "one word changed": RELEASE.replace("brochure", "leaflet"),
    "names dropped": re.sub(r"\b(Anil|Gartner|Ohio|Indiana|Dayton|Utah)\b", "", RELEASE),
    "revised version, a point added": RELEASE.replace(
        "- Never choose", "- Ask who is on call at night, and pay them.\n- Never choose"
    ),
    "curator's excerpt": f"{FRAME}\n" + " ".join(WORDS[60:170]),
    "document mirror: other line breaks, ligatures lost": "\n".join(
        re.findall(r"(?:\S+\s+){1,9}", re.sub("f[il]", "", RELEASE))
    ),
    "comments below the text": f"{RELEASE}\nGreat post.\nWe had that with a till system, and nobody signed it off.",
}


def article(id_: str, text: str, published: str | None, title: str | None = None) -> Article:
    return Article(id=id_, text=text, published=published, title=title)


@pytest.mark.parametrize("kind", PRINTS)
def test_a_print_is_of_the_family_of_its_original(kind: str) -> None:
    texts = [
        article("original", RELEASE, "2023-08-01"),
        article("print", PRINTS[kind], "2023-09-01"),
        article("other", OTHER, None),
    ]
    assert families(texts) == {"original": "original", "print": "original", "other": "other"}


def test_an_article_in_two_pages_and_whole_in_print_is_one_family() -> None:
    half = len(LINES) // 2
    pages = [
        article(f"page{n}", "\n".join(part), "2023-08-01", "Alone")
        for n, part in enumerate((LINES[:half], LINES[half:]))
    ]
    assert set(families([*pages, article("print", RELEASE, "2023-08-01", "Alone")]).values()) == {"page0"}


def test_a_month_archive_joins_none_of_its_posts() -> None:
    posts = [article("a", RELEASE, "2023-08-01", "Alone"), article("b", OTHER, "2023-08-09", "One call")]
    found = families([*posts, article("month", f"{OTHER}\n{RELEASE}", None, "August 2023")])
    assert found["a"] != found["b"]


STUDY = (
    "On Tuesday the firm of Harrow asked 640 people in Leeds, Utrecht and Dayton. About 37 percent were content, "
    "said Ada Bell, and 58 percent were not. In Leeds the share was 21 percent; in Utrecht it was 44. According "
    "to Tom Reed, who keeps ships for Brandvold in Carlisle, some 61 percent found tools by chance. Last May he "
    "counted 19 of them, and by June another 7. The rest, said Oona Pinfold, cost 1,400 pounds a month, or 16,800 "
    "a year."
)
SPUN = (
    "This week analysts at Harrow questioned 640 persons throughout Leeds, Utrecht plus Dayton. Roughly 37 per "
    "cent felt joyful, remarked Ada Bell, whereas 58 per cent felt unjoyful. Inside Leeds that portion stood near "
    "21 per cent; inside Utrecht, near 44. As told by Tom Reed, a keeper of vessels at Brandvold within Carlisle, "
    "close to 61 per cent met instruments accidentally. During May this man numbered 19 such, adding in June a "
    "further 7. What remains, uttered Oona Pinfold, swallows 1,400 quid monthly, meaning 16,800 yearly."
)
RETOLD = (
    "I met Oona Pinfold at a breakfast in Carlisle. She had a slide on ships and one on money: 1,400 pounds a "
    "month go to tools that nobody owns up to. Tom Reed sat beside her and nodded at 61 percent. The survey "
    "behind it is by Harrow, who rang 640 people. In Dayton nobody picked up, said Ada Bell, and that is a "
    "finding too. Of those who did, 37 percent had no complaint at all, though I would like to see the 58 percent "
    "who had. My own guess for Utrecht is higher than 44, and I have worked in Leeds for 12 years."
)


def test_a_machine_spun_copy_is_told_by_its_names_and_figures() -> None:
    found = related([article("a", STUDY, "2016-04-12"), article("b", SPUN, "2016-04-13")])
    assert found.spun == {"b": "a"}
    assert found.family == {"a": "a", "b": "a"}


def test_who_writes_on_the_same_study_has_a_text_of_his_own() -> None:
    found = related([article("a", STUDY, "2016-04-12"), article("b", RETOLD, "2016-04-13")])
    assert not found.spun
    assert found.family == {"a": "a", "b": "b"}


def test_the_page_of_a_spun_copy_says_so_until_the_original_is_gone(corpus: Corpus) -> None:
    for id_, text, date in (("a", STUDY, "2016-04-12"), ("b", SPUN, "2016-04-13")):
        row = {
            "id": id_,
            "url": f"http://{id_}.example/x",
            "text": text,
            "published": date,
            "words": 90,
            "family_id": id_,
        }
        corpus.write("articles", [{**row, "relevance": 80, "relevance_reason": ""}])
        corpus.write("pages", [{"url": row["url"], "outcome": "stored", "article_id": id_}], key="url")
    for _ in range(2):
        assign_families(corpus)
        (page,) = corpus.rows("SELECT outcome, error FROM pages WHERE article_id = 'b'")
        assert page == {
            "outcome": "spun_copy",
            "error": "names and figures in the order of http://a.example/x, in other words",
        }
    with corpus.transaction():
        corpus.execute("UPDATE articles SET text = ? WHERE id = 'a'", [RELEASE])
    assign_families(corpus)
    assert corpus.value("SELECT outcome FROM pages WHERE article_id = 'b'") == "stored"
