"""Start Datasette with our configuration on a published database."""

from __future__ import annotations

import errno
import json
import os
import socket
import sqlite3
import subprocess
import sys
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from corpus.data import data_path
from corpus.errors import BadInput
from corpus.publish import PUBLISHED_ID

#: The name under which the database appears on the site, whatever its file is called.
DATABASE_NAME = "crosstalk"


def datasette_arguments(db: Path, *, sql: bool = True) -> list[str]:
    """Return the arguments that give Datasette our templates, plugins, styles, descriptions and settings."""
    config = data_path("datasette_config")
    settings = json.loads((config / "settings.json").read_text(encoding="utf-8"))
    arguments = [
        str(db),
        "--metadata",
        str(config / "metadata.yaml"),
        "--template-dir",
        str(config / "templates"),
        "--plugins-dir",
        str(config / "plugins"),
        "--static",
        f"static:{config / 'static'}",
        "--cors",
    ]
    settings["default_allow_sql"] = sql
    for name, value in settings.items():
        arguments += ["--setting", name, _setting(value)]
    return arguments


def _setting(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def check_published(db: Path) -> None:
    """Raise BadInput unless `db` is a database that `crosstalk publish` has made."""
    if not db.is_file():
        raise BadInput(f"There is no published database at {db}. Make one with: crosstalk publish {db}")
    try:
        with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as connection:
            found = connection.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise BadInput(f"{db} is no SQLite database: {error}.") from error
    if found != PUBLISHED_ID:
        raise BadInput(f"{db} was not made by crosstalk publish. Publish your corpus first, then serve what it wrote.")


def check_port(host: str, port: int) -> None:
    """Raise BadInput when nothing can listen on `host` and `port`."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            raise BadInput(f"Port {port} on {host} {reason}. Choose another with --port.") from error


def is_public(host: str) -> bool:
    """Return whether others than this machine can reach `host`."""
    if host == "localhost":
        return False
    try:
        return not ip_address(host.strip("[]")).is_loopback
    except ValueError:  # a name: where it leads is not for us to say
        return True


def check_contact(host: str, contact: str | None) -> None:
    """Raise BadInput for an address that others can reach, when nobody is named whom they can write to."""
    if is_public(host) and not (contact or "").strip():
        raise BadInput(
            f"Others can reach {host}, so the site must say whom to write to when something is to be taken out: "
            "add --contact MAIL_OR_URL."
        )


def serve(
    db: str, host: str, port: int, *, contact: str | None = None, owner: str | None = None, sql: bool | None = None
) -> None:
    """Serve until Ctrl-C; raise BadInput for a database, port or public address that cannot be used.

    Questions in SQL are for this machine alone unless `sql` says otherwise.
    """
    check_contact(host, contact)
    path = Path(db)
    check_published(path)
    check_port(host, port)
    click.echo(f"Crosstalk is at http://{host}:{port}/ (Ctrl-C stops it)")
    with TemporaryDirectory(prefix="crosstalk-serve-") as folder:
        served = _under_our_name(path, Path(folder))
        command = [
            sys.executable,
            "-m",
            "datasette",
            "serve",
            *datasette_arguments(served, sql=not is_public(host) if sql is None else sql),
            "--host",
            host,
            "--port",
            str(port),
        ]
        shown = {"CROSSTALK_CONTACT": contact or "", "CROSSTALK_OWNER": owner or ""}
        status = subprocess.run(command, check=False, env={**os.environ, **shown}).returncode
    if status not in (0, -2, 130):
        raise BadInput(f"Datasette ended with status {status}; its last lines above say why.")


def _under_our_name(db: Path, folder: Path) -> Path:
    """Datasette names a database by its file; pages rely on ours, so a file of another name is served by a link."""
    if db.stem == DATABASE_NAME:
        return db
    link = folder / f"{DATABASE_NAME}.db"
    link.symlink_to(db.absolute())
    return link
