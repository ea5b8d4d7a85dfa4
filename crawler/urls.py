"""One address for one page: the canonical form of a URL, from which an article's id is made."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from crawler.lexicon import lexicon

#: Ports that a reader never types; any other port names another server and stays.
DEFAULT_PORTS = (80, 443)
WEB_SCHEMES = ("http", "https")
#: The name of a visit is at least so long.
SESSION_LENGTH = 16
#: What may stand in a path or query as it is; `%` is handled before.
_SAFE = "%/:=&?~+!$,;'@()*-._"
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~'")
#: A whole page in a path, as scripts that print into a link leave it.
_MARKUP = re.compile(r"<|%3c(?:!|%21|/|%2f|html|a(?:%20|\s))", re.IGNORECASE)
#: One address within another: a web proxy's, an archive's or a copier's form of somebody else's page.
_NESTED = re.compile(r"(?:^|/)https?(?::/|/(?:[\w-]+\.)+[a-z]{2,}(?:/|$)|%3a%2f)", re.IGNORECASE)
#: Campaign strings that lost their question mark: at the end of a path, after & ; or an escaped ?.
_STRAY_CAMPAIGN = re.compile(
    r"(?:[&;?]|%3f|%26|/)(?:amp;|amp%3b)?utm_?(?:source|medium|campaign|content|term|id)\b.*$", re.I
)
_PATH_SESSION = re.compile(r";jsessionid=[^/;]*|/\([a-z]\([\w-]{16,}\)\)", re.IGNORECASE)
_PERCENT = re.compile(r"%([0-9a-fA-F]{2})?")


class NotAWebAddress(ValueError):
    """The text is no http or https URL."""


class RefusedAddress(NotAWebAddress):
    """The text is a web address that leads to no page of its host: a proxy's, or one with a page's source in it."""


def canonical(url: str) -> str:
    """Return the one form of `url` under which its page is known.

    Raises NotAWebAddress for anything but http(s), RefusedAddress for one that is never asked for.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
        netloc = _netloc(host, port)
    except ValueError as error:
        raise NotAWebAddress(f"{url} is no web address: {error}") from error
    if parts.scheme.lower() not in WEB_SCHEMES or not host:
        raise NotAWebAddress(f"{url} is no web address: it does not start with http:// or https:// and a host.")
    path = parts.path
    if _odd(path):
        if _MARKUP.search(path):
            raise RefusedAddress(f"{url[:200]} is no page's address: it has markup in it.")
        if _NESTED.search(path):
            raise RefusedAddress(f"{url[:200]} is another site's address within this one: a proxy's or a copy's.")
        path = _PATH_SESSION.sub("", _STRAY_CAMPAIGN.sub("", path))
    return urlunsplit((parts.scheme.lower(), netloc, _escaped(path) or "/", _kept_query(parts.query), ""))


def resolve(base: str, link: str) -> str | None:
    """Return the canonical form of `link` as found on the page `base`, or None when it leads to no web page."""
    try:
        return canonical(urljoin(base, link.strip()))
    except ValueError:  # a broken link of somebody else's page: no address, so nothing to follow
        return None


def domain(url: str) -> str:
    """Return the host of `url` without `www.`: the name by which a source is known."""
    return host_of(url).removeprefix("www.")


def site_of(url: str) -> str:
    """Return the server that `url` belongs to: its domain, with the port where that is an odd one."""
    netloc = urlsplit(url).netloc.rpartition("@")[2].lower()
    return netloc.removeprefix("www.") if ":" in netloc else domain(url)


def host_of(url: str) -> str:
    """Return the host of `url` in lower case, without port or trailing dot."""
    return (urlsplit(url).hostname or "").rstrip(".")


def _odd(path: str) -> bool:
    """Tell whether a path is worth the slower looks."""
    lower = path.lower()
    return any(sign in lower for sign in ("http", "<", "%3c", "utm", ";", "("))


def _netloc(host: str, port: int | None) -> str:
    name = host.encode("idna").decode("ascii") if not host.isascii() else host
    name = f"[{name}]" if ":" in name else name
    return name if port is None or port in DEFAULT_PORTS else f"{name}:{port}"


def _escaped(text: str) -> str:
    """Return `text` in the one way of percent-escaping: capitals, nothing escaped that need not be, % itself as %25."""
    return quote(_PERCENT.sub(_one_escape, text) if "%" in text else text, safe=_SAFE)


def _one_escape(match: re.Match[str]) -> str:
    digits = match.group(1)
    if digits is None:
        return "%25"
    return chr(int(digits, 16)) if int(digits, 16) in _UNRESERVED else f"%{digits.upper()}"


@cache
def _keys(kind: str) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(lexicon('url_keys')[kind].split())})$", re.IGNORECASE)


def _says_nothing(pair: str) -> bool:
    """Tell whether a pair of the query names a campaign or a visit, and not the page."""
    key, _, value = pair.partition("=")
    return bool(_keys("tracking").match(key)) or (len(value) >= SESSION_LENGTH and bool(_keys("session").match(key)))


def _kept_query(query: str) -> str:
    if not query:
        return ""
    pairs = (pair.removeprefix("amp;") for pair in query.split("&"))
    return _escaped("&".join(sorted(pair for pair in pairs if pair and not _says_nothing(pair))))
