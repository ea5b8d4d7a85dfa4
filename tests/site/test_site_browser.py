"""The site in a browser: a reader's ways, the keyboard, what is said in the console, who is asked, and axe-core's rules."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from browser import chromium, served
from made import Site

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install -e '.[dev]'")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

PAGES = ["/", "/themes", "/theme/f1", "/theme/r1", "/gap", "/surveys", "/surveys?q=56", "/study/gulf-2013", "/finding/g1",
         "/map", "/articles", "/search?q=weeks", "/methods", "/runs", "/data", "/contact", "/nowhere"]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    path = chromium()
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(survey_site: Site) -> Iterator[str]:
    with served(survey_site.db) as running:
        yield running


@pytest.fixture(scope="module")
def paths(survey_site: Site) -> list[str]:
    """Every kind of page, with an article of each sort."""
    with sqlite3.connect(survey_site.db) as connection:
        articles = connection.execute("SELECT id FROM articles ORDER BY id LIMIT 2").fetchall()
        alike = connection.execute("SELECT statement_id FROM statement_neighbours").fetchone()
    return [*PAGES, *(f"/article/{row[0]}" for row in articles), f"/like/{alike[0]}"]


@pytest.fixture
def page(browser, address) -> Iterator[object]:
    """A page that remembers what went wrong in it and whom it asked."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.said, opened.asked = [], []
    opened.on("console", lambda message: opened.said.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    opened.on("request", lambda request: opened.asked.append(urlsplit(request.url).netloc))
    yield opened
    opened.close()


def test_from_home_to_a_theme_to_an_article_to_its_exact_sentence(page, address) -> None:
    page.goto(f"{address}/")
    page.get_by_role("link", name="Waiting for the desk").first.click()
    assert page.get_by_role("heading", level=1).inner_text().strip() == "Waiting for the desk"
    quoted = page.locator(".quotes mark").first.inner_text()
    page.get_by_role("link", name="read in the article").first.click()
    target = page.locator("mark:target")
    assert target.inner_text() == quoted
    assert target.evaluate("e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }")


def test_a_search_marks_its_words_and_narrows(page, address) -> None:
    page.goto(f"{address}/")
    page.get_by_role("searchbox").fill("weeks form")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text().startswith("12 sentences")
    assert set(page.locator(".quotes mark").all_inner_texts()) == {"weeks", "form"}
    with page.expect_navigation():
        page.locator(".facets a", has_text="2011").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("3 sentences")


def test_a_csv_saved_holds_as_many_rows_as_was_said(page, address, tmp_path) -> None:
    page.goto(f"{address}/theme/f1")
    with page.expect_download() as saved:
        page.locator(".margin").get_by_role("link", name="CSV", exact=True).first.click()
    saved.value.save_as(tmp_path / "theme.csv")
    with (tmp_path / "theme.csv").open(newline="", encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 12
    assert "12 sentences as CSV" in page.locator(".margin").all_inner_texts()[1].replace("\n", " ")


def test_no_page_errs_in_the_console_or_asks_another_host(page, address, paths) -> None:
    for path in paths:
        page.said.clear()
        page.goto(address + path)
        errors = [said for said in page.said if not (path == "/nowhere" and "404" in said)]
        assert not errors, (path, errors)
    assert set(page.asked) == {urlsplit(address).netloc}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_any_page(browser, address, paths, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme, bypass_csp=True)
    found = {}
    for path in paths:
        page.goto(address + path)
        response = axe.Axe().run(page).response
        assert len(response["passes"]) > 10, f"axe-core did not look at {path}"
        violations = response["violations"]
        if violations:
            found[path] = [(v["id"], v["nodes"][0]["html"][:160]) for v in violations]
    page.close()
    assert not found


@pytest.mark.parametrize("path", ["/", "/theme/f1", "/gap", "/finding/g1", "/map", "/search?q=weeks"])
def test_every_link_and_field_is_reached_by_the_keyboard(page, address, path: str) -> None:
    page.goto(address + path)
    wanted = page.evaluate("""() => {
        const all = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')];
        const seen = all.filter(e => e.checkVisibility() && e.type !== 'hidden');
        seen.forEach((e, n) => e.setAttribute('data-n', n));
        return seen.length }""")
    reached = set()
    for _ in range(wanted + 2):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('data-n')"))
    assert len(reached - {None}) == wanted


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_is_wider_than_the_screen(browser, address, paths, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700})
    wide = {}
    for path in paths:
        page.goto(address + path)
        found = page.evaluate("document.documentElement.scrollWidth")
        if found > width:
            wide[path] = found
    page.close()
    assert not wide
