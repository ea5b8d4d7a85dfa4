"""A site that others can reach names a contact, and takes no SQL from strangers unless told so."""

from __future__ import annotations

import json
import re

import pytest
from made import Site

from corpus.data import data_path
from corpus.errors import BadInput
from crosstalk.site import check_contact, datasette_arguments, is_public


@pytest.mark.parametrize(
    ("host", "public"),
    [("127.0.0.1", False), ("127.0.0.2", False), ("::1", False), ("localhost", False), ("0.0.0.0", True), ("::", True),
     ("192.168.1.4", True), ("desk.example", True)],
)  # fmt: skip
def test_only_this_machine_is_not_public(host: str, public: bool) -> None:
    assert is_public(host) is public


def test_a_public_address_needs_a_contact(crosstalk, site: Site) -> None:
    status, _, err = crosstalk("serve", str(site.db), "--host", "0.0.0.0", env={"CROSSTALK_CONTACT": ""})
    assert status == 1 and "--contact" in err and "Traceback" not in err
    check_contact("127.0.0.1", None)
    check_contact("0.0.0.0", "desk@crosstalk.example")
    with pytest.raises(BadInput):
        check_contact("0.0.0.0", "  ")


def test_sql_can_be_switched_off(site: Site) -> None:
    arguments = datasette_arguments(site.db, sql=False)
    assert arguments[arguments.index("default_allow_sql") + 1] == "false"
    closed = Site(site.db, default_allow_sql=False)
    assert closed.get("/crosstalk?sql=select+1").status_code == 403
    assert closed.get("/crosstalk/themes").status_code == closed.get("/theme/f1").status_code == 200


def test_a_question_that_takes_too_long_is_stopped(site: Site) -> None:
    slow = "with recursive n(x) as (select 1 union all select x + 1 from n) select max(x) from n"
    hasty = Site(site.db, sql_time_limit_ms=50)
    assert hasty.get("/crosstalk.json", params={"sql": slow}).status_code == 400


def test_nothing_can_be_written(site: Site) -> None:
    assert site.get("/crosstalk.json", params={"sql": "delete from themes"}).status_code == 400
    assert site.rows("SELECT count(*) AS n FROM themes")[0]["n"] == 4


@pytest.mark.skipif(not data_path("Dockerfile").is_file(), reason="the Dockerfile is in the checkout only")
def test_the_container_serves_with_the_same_settings() -> None:
    told = data_path("Dockerfile").read_text(encoding="utf-8")
    given = dict(re.findall(r"--setting (\w+) (\w+)", told))
    settings = json.loads(data_path("datasette_config", "settings.json").read_text(encoding="utf-8"))
    names = {True: "on", False: "off"}
    for name, value in settings.items():
        if name not in ("default_cache_ttl", "allow_csv_stream"):
            assert given[name] == names.get(value, str(value)) if isinstance(value, bool) else str(value), name
    assert given["default_allow_sql"] == "off" and "CROSSTALK_CONTACT" in told
