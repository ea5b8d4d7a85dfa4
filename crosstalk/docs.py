"""Write the command reference from the commands' own help, so that it cannot say anything else."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from crosstalk.cli import VERBS, crosstalk

HEAD = "# Commands\n\nMade from `crosstalk --help` by `make docs`; a test says when it is stale.\n"
WIDTH = 100


def reference() -> str:
    """Return the reference of all commands as Markdown."""
    parts = [HEAD, _section("crosstalk", crosstalk, None)]
    root = click.Context(crosstalk, info_name="crosstalk")
    for verb in VERBS:
        command = crosstalk.get_command(root, verb)
        if command is not None:
            parts.append(_section(f"crosstalk {verb}", command, root))
            within = click.Context(command, info_name=verb, parent=root)
            parts += [_section(f"crosstalk {verb} {name}", one, within) for name, one in _within(command)]
    return "\n".join(parts)


def _within(command: click.Command) -> list[tuple[str, click.Command]]:
    return sorted(command.commands.items()) if isinstance(command, click.Group) else []


def _section(title: str, command: click.Command, parent: click.Context | None) -> str:
    context = click.Context(
        command, info_name=title.split()[-1], parent=parent, max_content_width=WIDTH, terminal_width=WIDTH
    )
    return f"## {title}\n\n```text\n{command.get_help(context)}\n```\n"


def main(path: str) -> None:
    """Write the reference to `path`."""
    Path(path).write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
