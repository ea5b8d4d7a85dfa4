"""Take the pictures of README from the served demo: python -m bench.screenshots [DB]."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from bench.parts.site import served
from corpus.errors import BadInput
from crosstalk.site import check_published, datasette_arguments

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "img"
#: Name -> (address, width, height); a height of 0 takes the whole page.
PICTURES = {
    "home": ("/", 1280, 1000),
    "gap": ("/gap", 1280, 900),
    "finding": ("/finding/accenture-2013-04", 1280, 900),
    "map": ("/map", 1280, 900),
}


def main(db: Path) -> None:
    """Write each picture into docs/img/; raise BadInput without a browser or a published file."""
    from playwright.sync_api import sync_playwright

    check_published(db)
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        raise BadInput("There is no Chromium to take pictures with (apt-get install chromium).")
    with served(datasette_arguments(db)) as (port, _), sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        for name, (address, width, height) in PICTURES.items():
            page = opened.new_page(viewport={"width": width, "height": height})
            page.goto(f"http://127.0.0.1:{port}{address}", wait_until="networkidle")
            page.screenshot(path=str(FOLDER / f"{name}.png"))
            page.close()
        opened.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/crosstalk.db"))
