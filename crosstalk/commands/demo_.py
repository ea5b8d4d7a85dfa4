"""crosstalk demo"""

from __future__ import annotations

import click


@click.command("demo")
@click.option(
    "--out", default="build", show_default=True, type=click.Path(file_okay=False), help="The folder to build in."
)
def command(out: str) -> None:
    """Run everything on the sample site, served on this machine: gather, code, theme, publish, export.

    The sample's articles are invented; the studies that they cite are real. Nothing leaves the machine.

    \b
    Example: crosstalk demo
    """
    from crosstalk.demo import demo

    demo(out)
