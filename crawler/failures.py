"""Why a request brought no page, in the words of the `pages` table."""

from __future__ import annotations

from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, IgnoreRequest

from crawler.excluded import Excluded
from crawler.hosts import HostRefused
from crawler.pace import LeftAlone


def outcome_of(error: BaseException) -> tuple[str, str]:
    """Return (outcome, reason) for the exception that ended a request."""
    reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if isinstance(error, Excluded):
        return error.outcome, str(error)
    if isinstance(error, LeftAlone):
        return "waiting", str(error)
    if isinstance(error, HostRefused):
        return "refused", str(error)
    if isinstance(error, IgnoreRequest) and "MAXSIZE" in str(error):  # it would unpack to more than a page may be
        return "too_large", str(error)
    if isinstance(error, IgnoreRequest):
        return ("forbidden_by_robots", str(error)) if "robots.txt" in str(error) else ("refused", str(error))
    if isinstance(error, DownloadTimeoutError | TimeoutError):
        return "timeout", reason
    if isinstance(error, DownloadCancelledError):
        return "too_large", reason
    return "error", reason
