"""One address for one page: the canonical form of a URL, from which an article's id is made."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

#: Keys that tell who sent a reader, never what is read. Keys that name a page (p, id, page, ciid ...) are not among them.
TRACKING_KEYS = re.compile(
    r"""^(?:
        utm.* | mc_[ce]id | mc | fbclid | g?clid | dclid | msclkid | yclid | twclid | igshid | gbraid | wbraid
      | wt\.mc_id | wt\.mc_ev | wc | cs | fp | fpid | aid | adref | cntexp | params | showcomment
      | hslang | hs_amp | _hsenc | _hsmi | __hs.* | hsctatracking | mkt_tok | _ga | _gl | trk | sf\d+ | s_cid | cmpid
    )$""",
    re.VERBOSE | re.IGNORECASE,
)
#: Ports that a reader never types; any other port names another server and stays.
DEFAULT_PORTS = (80, 443)
WEB_SCHEMES = ("http", "https")
#: What may stand in a path or query as it is; `%` keeps what is escaped already.
_SAFE = "%/:=&?~+!$,;'@()*[]|-._"


class NotAWebAddress(ValueError):
    """The text is no http or https URL."""


def canonical(url: str) -> str:
    """Return the one form of `url` under which its page is known; raise NotAWebAddress for anything but http(s)."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise NotAWebAddress(f"{url} is no web address: {error}") from error
    if parts.scheme.lower() not in WEB_SCHEMES or not host:
        raise NotAWebAddress(f"{url} is no web address: it does not start with http:// or https:// and a host.")
    path = quote(parts.path, safe=_SAFE) or "/"
    return urlunsplit((parts.scheme.lower(), _netloc(host, port), path, _kept_query(parts.query), ""))


def resolve(base: str, link: str) -> str | None:
    """Return the canonical form of `link` as found on the page `base`, or None when it leads to no web page."""
    try:
        return canonical(urljoin(base, link.strip()))
    except ValueError:  # a broken link of somebody else's page: no address, so nothing to follow
        return None


def domain(url: str) -> str:
    """Return the host of `url` without `www.`: the name by which a source is known."""
    return host_of(url).removeprefix("www.")


def host_of(url: str) -> str:
    """Return the host of `url` in lower case, without port or trailing dot."""
    return (urlsplit(url).hostname or "").rstrip(".")


def _netloc(host: str, port: int | None) -> str:
    name = host.encode("idna").decode("ascii") if not host.isascii() else host
    name = f"[{name}]" if ":" in name else name
    return name if port is None or port in DEFAULT_PORTS else f"{name}:{port}"


def _kept_query(query: str) -> str:
    kept = (pair for pair in query.split("&") if pair and not TRACKING_KEYS.match(pair.partition("=")[0]))
    return quote("&".join(sorted(kept)), safe=_SAFE)
