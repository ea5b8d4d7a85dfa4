"""Every answer carries headers that keep a page from doing what it should not."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from made import Site


@pytest.mark.parametrize(
    "path", ["/", "/theme/f1", "/nowhere", "/crosstalk/themes", "/crosstalk/themes.csv", "/static/site.css"]
)
def test_security_headers_are_on_every_answer(site: Site, path: str) -> None:
    headers = site.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] in ("same-origin", "no-referrer")
    assert "default-src 'self'" in headers["content-security-policy"]


def test_our_pages_may_run_no_script_and_no_inline_style(site: Site) -> None:
    policy = site.get("/").headers["content-security-policy"]
    assert "script-src 'none'" in policy and "unsafe" not in policy


@pytest.mark.parametrize("path", ["/crosstalk", "/crosstalk/statements", "/crosstalk?sql=select+1"])
def test_datasettes_own_scripts_run_by_their_hash(site: Site, path: str) -> None:
    answer = site.get(path)
    policy = answer.headers["content-security-policy"]
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    for script in re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL):
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy


def test_the_database_file_cannot_be_downloaded(site: Site) -> None:
    assert site.get("/crosstalk.db").status_code in (403, 404)


def test_fonts_and_style_sheet_are_served_with_their_licences_beside_them(site: Site) -> None:
    sheet = site.get("/static/site.css").text
    for font in re.findall(r"url\((fonts/[^)]+)\)", sheet):
        assert site.get(f"/static/{font}").status_code == 200
    assert "SIL Open Font License" in site.get("/static/fonts/LICENSE-newsreader.txt").text
    assert "SIL Open Font License" in site.get("/static/fonts/LICENSE-source-sans-3.txt").text
