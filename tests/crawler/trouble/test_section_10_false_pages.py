"""Broken, hijacked, false (page types, section 10): each kind of false page gets its outcome and a reason, and true ones none."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from corpus import Corpus
from corpus.data import data_path
from crawler.false_copies import mark_soft_404s, means_another
from crawler.false_pages import false_page
from crawler.language import language_of
from crawler.page import read_html
from crawler.relevance import score
from crawler.salad import word_salad
from tests.crawler.trouble.loopback import Answer, article, crawl, listing, pages, site

SAMPLE = sorted(data_path("datasets", "sample").glob("*/**/*.html"))[::4]
TEXT = read_html(
    (data_path("datasets", "sample") / "dataandcandour.example/posts/ticket-numbers.html").read_bytes()
).text


def shuffled(seed: int) -> str:
    words = TEXT.split()
    random.Random(seed).shuffle(words)
    return " ".join(words)


FARM = """In today's fast-paced digital world, alignment between the CMO and the CIO plays a crucial role in every organization.
It is important to note that technology and marketing are two sides of the same coin, and that success depends on both
of them.
Let's delve deeper into the benefits. By leveraging collaboration, businesses can unlock the full potential of their
teams.
A seamless partnership empowers leaders to navigate the complexities of change, and it fosters a culture of
innovation.
Furthermore, communication plays a vital role. Without communication, alignment is hard, and with communication,
alignment is easy.
Moreover, trust is essential. Trust enables holistic strategies, and holistic strategies enable growth across the
whole organization.
Additionally, data is a game-changer. Data helps marketing to understand customers, and data helps technology to serve
customers better.
Whether you're a leader or a manager, alignment matters. Robust alignment streamlines processes and improves results
for everyone.
In the ever-evolving landscape of business, the CMO and the CIO must work together. Together they can achieve more
than they can alone.
Harnessing the power of teamwork is a journey. Every journey begins with a step, and every step brings the
organization closer to its goals.
In conclusion, alignment between marketing and technology is the key to success, and success is the key to the future
of the organization.
For more perspective on alignment, leaders should explore more perspectives on collaboration, partnership and the
future of leadership.""".replace("\n", " ")
CLOAKED = (
    "The 营销 chief and the IT chief met in March to speak about money. Most 营销 people had never been in the "
    "server room. The plan was simple: for each tool that 营销 buys, somebody from IT signs.\n"
    "A year later the 营销 team buys less, and knows what it has."
)
HACKED = (
    TEXT
    + "\nShe asked IT for a tag, buy generic viagra online, and got a number. The best online casino waits for no ticket."
)
FALSE = {
    "soft 404 by its title": ("Page not found", "Try the search, or go back to where you came from.", "soft_404"),
    "soft 404 by its first line": (
        "Systems Weekly",
        "We can't find the page you are looking for.\nLatest: ten views.",
        "soft_404",
    ),
    "article no longer available": (None, "This article is no longer available.\nRead our latest instead.", "soft_404"),
    "leads to another website": ("Please wait", "We are taking you to another website now. Continue", "interstitial"),
    "browser check": ("One moment", "Checking your browser before you go on. This takes five seconds.", "interstitial"),
    "word salad of shuffled words": (None, shuffled(1), "word_salad"),
    "word salad of key words": (
        None,
        "CIO CMO alignment gap guide, best strategy leadership platform, digital marketing technology officer salary, cloud "
        "software price list, partner conflict solution download free template, " * 5,
        "word_salad",
    ),
    "spam inside the sentences of a hacked archive": ("Ticket Numbers", HACKED, "hacked"),
    "cloaked copy with a key term in another script": ("Two chiefs", CLOAKED, "cloaked"),
    "content farm": ("The Power of Alignment", FARM, "content_farm"),
}


@pytest.mark.parametrize("kind", FALSE)
def test_a_false_page_is_told_with_its_reason(kind: str) -> None:
    title, text, outcome = FALSE[kind]
    found = false_page(title, text, "en")
    assert found is not None
    assert found.outcome == outcome
    assert len(found.reason.split()) > 3


TRUE = {
    "a piece on broken links": ("Page not found: a love story", TEXT),
    "a casino's CIO": (None, f"{TEXT}\nShe now works for an online casino in Malta, where the CIO deals the cards."),
    "a Chinese proverb": (None, f"{TEXT}\nThe word for crisis, 危机, is said to hold another word."),
    "some filler": (
        None,
        f"{TEXT}\nIn today's digital world it plays a crucial role. Furthermore, it empowers. In conclusion, no.",
    ),
    "a German page": (None, "Das Marketing kaufte eine Lampe, und die IT wurde nicht gefragt. " * 10),
}


@pytest.mark.parametrize("kind", TRUE)
def test_a_true_page_is_not(kind: str) -> None:
    title, text = TRUE[kind]
    assert false_page(title, text, language_of(text)) is None


def test_no_page_of_the_sample_site_tried_is_false() -> None:
    for path in SAMPLE:
        found = read_html(path.read_bytes())
        assert false_page(found.title, found.text, found.language) is None, path


@pytest.mark.parametrize("seed", range(5))
def test_word_salad_has_no_relevance_though_it_names_both_sides(seed: int) -> None:
    salad = f"{shuffled(seed)} the CMO and of CIO " * 2
    assert word_salad(salad)
    assert score("The CMO and the CIO work together", salad).score == 0


@pytest.mark.parametrize(
    ("slug", "another"),
    [
        ("/2013/who-owns-the-website.html", True),
        ("/ten-views-of-the-year", False),
        ("/node/22201", False),
        ("/?p=12", False),
    ],
)
def test_an_address_means_another_text_when_they_share_no_word(slug: str, another: bool) -> None:
    assert means_another(f"http://a.example{slug}", "Ten views on the budget") is another


def test_the_same_text_under_addresses_that_mean_others_is_a_soft_404(corpus: Corpus) -> None:
    row = {
        "id": "a",
        "url": "http://a.example/ten-views",
        "title": "Ten views",
        "text": TEXT,
        "words": 400,
        "family_id": "a",
    }
    corpus.write("articles", [{**row, "relevance": 80, "relevance_reason": ""}])
    for slug, outcome in {
        "ten-views": "stored",
        "who-owns-the-site": "copy",
        "budget-truce-signed": "copy",
        "views-amp": "copy",
    }.items():
        page = {
            "url": f"http://a.example/{slug}",
            "outcome": outcome,
            "article_id": "a",
            "text_sha256": "1",
            "host": "a.example",
        }
        corpus.write("pages", [page], key="url")
    mark_soft_404s(corpus)
    found = corpus.rows("SELECT url FROM pages WHERE outcome = 'soft_404' ORDER BY url")
    assert [page["url"].rpartition("/")[2] for page in found] == ["budget-truce-signed", "who-owns-the-site"]


@pytest.mark.slow
def test_a_crawl_sets_false_pages_apart(tmp_path: Path) -> None:
    body = "<html><head><title>{}</title></head><body><article><h1>{}</h1><p>{}</p></article></body></html>"
    made = {
        "/salad": body.format("The CMO and the CIO", "The CMO and the CIO", shuffled(2)),
        "/farm": body.format("The Power of Alignment", "The Power of Alignment", FARM.replace(". ", ".</p><p>")),
        "/true": article("kettle"),
    }
    with site(
        {
            "/": Answer(listing(dict.fromkeys(made, "CMO and CIO"))),
            **{path: Answer(page) for path, page in made.items()},
        }
    ) as at:
        crawl(tmp_path / "corpus.db", f"{at.url}/")
        found = {path: row["outcome"] for path, row in pages(tmp_path / "corpus.db", at).items() if path in made}
    assert found == {"/salad": "word_salad", "/farm": "content_farm", "/true": "stored"}
