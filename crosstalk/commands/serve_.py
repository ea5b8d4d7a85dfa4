"""crosstalk serve"""

from __future__ import annotations

import click

from crosstalk.options import DEFAULT_PUBLISHED


@click.command("serve")
@click.argument("db", default=DEFAULT_PUBLISHED, type=click.Path(dir_okay=False))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
def command(db: str, host: str, port: int) -> None:
    """Open the site of a published database in Datasette.

    \b
    Example: crosstalk serve build/crosstalk.db --port 8001
    """
    from crosstalk.site import serve

    serve(db, host, port)
