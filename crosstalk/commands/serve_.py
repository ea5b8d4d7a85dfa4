"""crosstalk serve"""

from __future__ import annotations

import click

from crosstalk.options import DEFAULT_PUBLISHED


@click.command("serve")
@click.argument("db", default=DEFAULT_PUBLISHED, type=click.Path(dir_okay=False))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option(
    "--contact", envvar="CROSSTALK_CONTACT", metavar="MAIL_OR_URL", help="Whom to write to; shown at /contact."
)
@click.option("--owner", envvar="CROSSTALK_OWNER", metavar="NAME", help="Who runs the site; shown at /contact.")
@click.option(
    "--sql/--no-sql", "sql", default=None, help="Whether visitors may ask in SQL; by default on this machine only."
)
def command(db: str, host: str, port: int, contact: str | None, owner: str | None, sql: bool | None) -> None:
    """Open the site of a published database in Datasette.

    An address that others can reach needs --contact: people must be able to ask that something be taken out.

    \b
    Example: crosstalk serve build/crosstalk.db --port 8001
    Example: crosstalk serve site.db --host 0.0.0.0 --contact desk@example.org --owner "The Example Desk"
    """
    from crosstalk.site import serve

    serve(db, host, port, contact=contact, owner=owner, sql=sql)
