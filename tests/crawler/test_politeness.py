"""Every spider asks politely, and none goes among strangers without a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from corpus.errors import BadInput
from crawler.crawl import crawl
from crawler.hosts import HostRefused, mapped
from crawler.settings import CrawlSettings, check_polite, scrapy_settings, user_agent

SETTINGS = CrawlSettings(contact="lamps@lamps.example")
SPIDERS = SpiderLoader(Settings({"SPIDER_MODULES": ["crawler.spiders"]}))


@pytest.mark.parametrize("name", SPIDERS.list())
def test_a_spider_obeys_robots_waits_and_asks_one_page_at_a_time(name: str) -> None:
    settings = {**scrapy_settings(SETTINGS, Path("x.db")), **(SPIDERS.load(name).custom_settings or {})}
    assert settings["ROBOTSTXT_OBEY"] is True
    assert settings["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1
    assert settings["DOWNLOAD_DELAY"] >= 1
    assert settings["AUTOTHROTTLE_ENABLED"] is True
    assert settings["EXTENSIONS"]["crawler.pace.Pace"] is not None
    assert {"crawler.addresses.AddressGuard", "crawler.pace.AsideGuard"} <= set(settings["DOWNLOADER_MIDDLEWARES"])
    assert settings["SCHEDULER"] == "crawler.scheduler.CorpusScheduler"
    assert not hasattr(SPIDERS.load(name), "download_delay")
    assert "lamps@lamps.example" in settings["USER_AGENT"]
    assert settings["COOKIES_ENABLED"] is False


def test_the_steps_are_numbered_and_write_last() -> None:
    steps = scrapy_settings(SETTINGS, Path("x.db"))["ITEM_PIPELINES"]
    assert max(steps, key=steps.get) == "crawler.steps.store.StoreStep"


def test_a_hosts_map_needs_no_delay_and_no_proxy() -> None:
    settings = scrapy_settings(CrawlSettings(hosts_map={"a.example": ("127.0.0.1", 1)}), Path("x.db"))
    assert settings["DOWNLOAD_DELAY"] == 0
    assert settings["HTTPPROXY_ENABLED"] is False


def test_a_crawl_of_strangers_needs_a_contact(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="needs a contact"):
        crawl(tmp_path / "x.db", ["http://stranger.example/"], CrawlSettings())
    assert not (tmp_path / "x.db").exists()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_this_machine_is_no_stranger(host: str) -> None:
    check_polite(CrawlSettings(), [host])


def test_what_is_no_web_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no web address"):
        crawl(tmp_path / "x.db", ["lamps"], SETTINGS)


def test_the_user_agent_names_project_version_and_contact() -> None:
    assert user_agent("http://lamps.example/bot").startswith("Crosstalk/")
    assert user_agent("http://lamps.example/bot").endswith(" (+http://lamps.example/bot)")


def test_a_mapped_host_goes_to_its_address_and_no_other_leaves_the_machine() -> None:
    hosts = {"lamps.example": ("127.0.0.1", 4711)}
    assert mapped("http://lamps.example/a?b=c", hosts) == "http://127.0.0.1:4711/a?b=c"
    for url in ("http://stranger.example/", "https://lamps.example/"):
        with pytest.raises(HostRefused):
            mapped(url, hosts)
