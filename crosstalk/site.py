"""Start Datasette with our configuration on a published database."""

from __future__ import annotations

import errno
import json
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from corpus.data import data_path
from corpus.errors import BadInput
from corpus.publish import PUBLISHED_ID

#: The name under which the database appears on the site, whatever its file is called.
DATABASE_NAME = "crosstalk"


def datasette_arguments(db: Path) -> list[str]:
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
    ]
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


def serve(db: str, host: str, port: int) -> None:
    """Serve until Ctrl-C; raise BadInput for a database or port that cannot be used."""
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
            *datasette_arguments(served),
            "--host",
            host,
            "--port",
            str(port),
        ]
        status = subprocess.run(command, check=False).returncode
    if status not in (0, -2, 130):
        raise BadInput(f"Datasette ended with status {status}; its last lines above say why.")


def _under_our_name(db: Path, folder: Path) -> Path:
    """Datasette names a database by its file; pages rely on ours, so a file of another name is served by a link."""
    if db.stem == DATABASE_NAME:
        return db
    link = folder / f"{DATABASE_NAME}.db"
    link.symlink_to(db.absolute())
    return link
