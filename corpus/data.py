"""Where the data files are: beside the packages in a checkout, inside `crosstalk/data` in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_TOP = Path(__file__).resolve().parent.parent


def data_path(*parts: str) -> Path:
    """Return the path of a file or folder that ships with Crosstalk, such as `data_path("datasets", "lexicons")`."""
    installed = _TOP / "crosstalk" / "data"
    return (installed if installed.is_dir() else _TOP).joinpath(*parts)
