"""Whom to write to, and how something is taken out: set by whoever runs the site."""

from __future__ import annotations

import os
import re
from typing import Any

from datasette import Response

from crosstalk_site import answers, links

#: Set by `crosstalk serve --contact … --owner …`, or in a container's environment.
CONTACT, OWNER = "CROSSTALK_CONTACT", "CROSSTALK_OWNER"

_MAIL = re.compile(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+")


def address(contact: str) -> str | None:
    """Return what a contact links to: a mail address or a web page; anything else is only shown."""
    return f"mailto:{contact}" if _MAIL.fullmatch(contact) else links.outside(contact)


async def page(request: Any, datasette: Any) -> Response:
    """Return the page."""
    contact = os.environ.get(CONTACT, "").strip()
    context = {
        "section": "contact",
        "contact": contact,
        "address": address(contact) if contact else None,
        "owner": os.environ.get(OWNER, "").strip(),
    }
    return await answers.page(datasette, request, "contact.html", context)


ROUTES = [(r"/contact$", page)]
