"""A hostile page costs at most its own row, and no request goes to a private network that the user has not named."""

from __future__ import annotations

import gzip
import signal
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler
from twisted.internet import reactor

from crawler.addresses import PRIVATE_SETTING, AddressGuard, PrivateAddress, PublicResolver, as_address, is_public
from crawler.limits import TookTooLong, within
from crawler.traps import file_type, trap
from tests.crawler.trouble.loopback import Answer, Site, article, crawl, listing, pages, site


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1",
        "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::7f00:1",
    ],
)  # fmt: skip
def test_a_private_address_is_known_in_all_its_clothes(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_an_address_of_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "017700000001", "127.1", "[::1]", "[::ffff:127.0.0.1]", "localhost",
             "x.localhost", "printer.local", "db.internal", "router.lan"],
)  # fmt: skip
def test_a_request_to_this_machine_is_refused_however_it_is_written(host: str) -> None:
    guard = AddressGuard(get_crawler(settings_dict={PRIVATE_SETTING: ["named.example"]}))
    with pytest.raises(PrivateAddress):
        guard.process_request(Request(f"http://{host}/")).send(None)


def test_a_host_that_the_user_named_may_be_private() -> None:
    guard = AddressGuard(get_crawler(settings_dict={PRIVATE_SETTING: ["127.0.0.1"]}))
    with pytest.raises(StopIteration):
        guard.process_request(Request("http://127.0.0.1/")).send(None)


def test_a_name_is_no_number() -> None:
    assert as_address("lamps.example") is None


def test_a_name_that_leads_to_a_private_network_is_refused_after_dns() -> None:
    resolver = PublicResolver(reactor, 0, 1.0, ["intranet.example"])  # type: ignore[arg-type]
    with pytest.raises(PrivateAddress, match=r"evil\.example leads to a private network \(10\.0\.0\.7\)"):
        resolver.checked("10.0.0.7", "evil.example")
    assert resolver.checked("10.0.0.7", "intranet.example") == "10.0.0.7"
    assert resolver.checked("8.8.8.8", "evil.example") == "8.8.8.8"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/a/b/a/b/a/b/", "repeats itself"),
        ("/" + "/".join(str(n) for n in range(20)), "more than 14 parts"),
        ("/" + "x" * 1000, "longer than"),
        ("/?f=1&f=2&f=3", "without end"),
        ("/?" + "&".join(f"k{n}=1" for n in range(12)), "without end"),
        ("/calendar/2031/05/", "calendar"),
        ("/events/2014-05-01/", "calendar"),
        ("/list?month=2031-05", "calendar"),
        ("/2087/05/", "archive of the year 2087"),
        ("/login?next=/a", "a door"),
        ("/a?replytocom=17", "a door"),
    ],
)
def test_an_address_made_without_end_is_told_from_itself(path: str, says: str) -> None:
    assert says in (trap(f"http://lamps.example{path}") or "")


@pytest.mark.parametrize(
    "path", ["/2014/05/why-cmos-need-cios/", "/2014/05/", "/node/2201", "/a/1542/5", "/events-that-changed-it/", "/a?page=2&id=3",
             "/account-based-marketing", "/day-in-the-life-of-a-cio", "/blog/login-less-future"],
)  # fmt: skip
def test_an_article_s_address_is_no_trap(path: str) -> None:
    assert trap(f"http://lamps.example{path}") is None


def test_a_picture_is_known_by_its_ending() -> None:
    assert file_type("http://lamps.example/a.JPG?x=1") == ".jpg"
    assert file_type("http://lamps.example/a.html") is None


def test_a_page_that_takes_too_long_is_given_up() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(TookTooLong), within(0.05):
        time.sleep(5)
    assert signal.getsignal(signal.SIGALRM) is before
    with within(5):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def endless(request: BaseHTTPRequestHandler) -> Answer:
    """A page that comes drop by drop."""
    request.send_response(200)
    request.end_headers()
    for _ in range(100):
        request.wfile.write(b"<p>drop</p>")
        request.wfile.flush()
        time.sleep(0.2)
    return Answer()


BOMB = gzip.compress(b"<p>" + b"0" * 30_000_000)
HOSTILE: dict[str, Any] = {
    "/good": Answer(article("lamp")),
    "/bomb": Answer(BOMB, headers={"Content-Encoding": "gzip"}),
    "/large": Answer(b"<p>" + b"0" * 3_000_000),
    "/slow": endless,
    "/nested": Answer("<div>" * 60_000 + article("rope")),
    "/lies.gz": Answer(b"\x1f\x8b not gzip at all", headers={"Content-Encoding": "gzip"}),
    "/nothing": Answer(b""),
    "/zeros": Answer(b"\x00" * 5_000),
    "/xml-bomb": Answer(
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
        "<rss>&c;</rss>",
        type="application/rss+xml",
    ),
    "/bad-header": Answer("x", 301, {"Location": "http://[::bad"}),
    "/to-metadata": Answer(status=302, headers={"Location": "http://169.254.169.254/latest/"}),
    "/to-localhost": Answer(status=302, headers={"Location": "http://localhost:1/"}),
    "/to-file": Answer(status=302, headers={"Location": "file:///etc/passwd"}),
}


@pytest.fixture(scope="module")
def hostile(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Site, dict[str, dict[str, Any]], dict[str, Any]]]:
    db: Path = tmp_path_factory.mktemp("hostile") / "corpus.db"
    links = {path: f"The CMO and the CIO of {path}" for path in HOSTILE}
    links |= {"http://10.0.0.1/router": "away", "/a.jpg": "picture", "/calendar/2014/05/": "May"}
    maze = {f"/tag/{n}": Answer(listing({f"/tag/{n + 1}": "deeper"})) for n in range(30)}
    session = {"/s": lambda request: Answer(listing({f"/s?visit={time.time_ns()}": "again"}))}
    with site({"/": Answer(listing({**links, "/tag/0": "a maze"})), **HOSTILE, **maze, **session}) as at:
        report = crawl(db, f"{at.url}/", timeout=2, max_bytes=1_000_000, retries=0)
        yield at, pages(db, at), report


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/good", "stored"),
        ("/bomb", "too_large"),
        ("/large", "too_large"),
        ("/slow", "timeout"),
        ("/bad-header", "refused"),
        ("/to-metadata", "refused"),
        ("/to-localhost", "refused"),
        ("/to-file", "refused"),
        ("/a.jpg", "not_text"),
        ("/calendar/2014/05/", "refused"),
        ("http://10.0.0.1/router", "outside"),
        ("/tag/5", "listing"),
        ("/tag/6", "waiting"),
    ],
)
def test_a_hostile_page_has_its_row(hostile: Any, path: str, outcome: str) -> None:
    assert hostile[1][path]["outcome"] == outcome, hostile[1][path]["error"]


@pytest.mark.slow
def test_every_hostile_page_is_settled_and_the_crawl_ends(hostile: Any) -> None:
    _, rows, report = hostile
    assert all(rows[path]["outcome"] != "waiting" for path in HOSTILE)
    assert report["left"] == sum(row["outcome"] == "waiting" for row in rows.values()) == 1


@pytest.mark.slow
def test_what_is_not_to_be_asked_for_is_not(hostile: Any) -> None:
    assert not {"/a.jpg", "/calendar/2014/05/", "/tag/6"} & set(hostile[0].asked)


def test_settings_of_a_crawl_name_the_guards() -> None:
    from crawler.settings import CrawlSettings, scrapy_settings

    found = Settings(scrapy_settings(CrawlSettings(contact="x"), Path("x.db")))
    assert found["TWISTED_DNS_RESOLVER"] == "crawler.addresses.PublicResolver"
    assert found.getdict("DOWNLOADER_MIDDLEWARES")["crawler.addresses.AddressGuard"] < 100
    assert found.getlist(PRIVATE_SETTING) == []
