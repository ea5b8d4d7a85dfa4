"""The schema's one home: numbered steps, each a file of SQL, applied once and in order."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any

from sqlite_utils import Database, Migrations

#: "CTLK" in ASCII: tells a Crosstalk corpus from any other SQLite file.
APPLICATION_ID = 0x43544C4B

migrations = Migrations("crosstalk")


def _step(sql: str) -> Callable[[Database], None]:
    """Return a step that runs the statements of `sql` one by one, so that the whole step is one transaction."""

    def run(db: Database, /) -> None:
        for statement in split_statements(sql):
            db.conn.execute(statement)

    return run


def split_statements(sql: str) -> list[str]:
    """Split a script at the semicolons that end a statement; comments must hold none."""
    bare = "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    return [part.strip() for part in bare.split(";\n") if part.strip().rstrip(";")]


def _register() -> None:
    for file in sorted(files("corpus").joinpath("migrations").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".sql"):
            step: Any = _step(file.read_text(encoding="utf-8"))
            migrations(name=file.name.removesuffix(".sql"))(step)


_register()


def known_steps() -> set[str]:
    """Return the names of all steps that this version knows."""
    return {migration.name for migration in migrations._migrations}


def apply(db: Database) -> None:
    """Bring `db` to the newest form; a step that fails leaves no trace."""
    migrations.apply(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
