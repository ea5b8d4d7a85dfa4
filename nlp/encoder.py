"""The encoder of units: all-mpnet-base-v2 with a small adapter of our own, which gives raw scores to kinds, or to sides.

Adapter: low-rank additions to linear layers (Hu et al. 2021, arXiv:2106.09685), merged into the weights when loaded,
so that it costs nothing to run.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.data import data_path
from corpus.errors import ModelRefused
from nlp.backbone import mpnet_folder
from nlp.checksum import file_sha256
from nlp.halves import BATCH, MOST_TOKENS

SHIPPED = data_path("datasets", "models", "statement_adapter.safetensors")
Floats = NDArray[np.float64]


class UnitEncoder:
    """Gives units the raw scores that its adapter was trained for; `sha256` is that of the adapter."""

    def __init__(self, model: Any, tokenizer: Any, weight: Any, bias: Any, sha256: str) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._weight = weight
        self._bias = bias
        self.sha256 = sha256
        self._ahead: dict[str, Floats] = {}

    def read_ahead(self, texts: Sequence[str]) -> None:
        """Score the units of many documents in full batches and keep what comes out until the next call of this kind."""
        distinct = list(dict.fromkeys(texts))
        self._ahead = {}
        self._ahead = dict(zip(distinct, self.scores(distinct), strict=True))

    def scores(self, texts: Sequence[str]) -> Floats:
        """Return raw scores, shape (len(texts), outputs of the adapter); the order of `texts` does not matter."""
        import torch

        found = np.zeros((len(texts), len(self._bias)))
        for n, text in enumerate(texts):
            if text in self._ahead:
                found[n] = self._ahead[text]
        order = sorted(
            (n for n, text in enumerate(texts) if text not in self._ahead), key=lambda n: (len(texts[n]), texts[n])
        )
        with torch.no_grad():
            for at in range(0, len(order), BATCH):
                rows = order[at : at + BATCH]
                found[rows] = (self._pooled([texts[n] for n in rows]).float() @ self._weight.T + self._bias).numpy()
        return found

    def _pooled(self, texts: list[str]) -> Any:
        return pooled(self._model, self._tokenizer, texts)


def pooled(model: Any, tokenizer: Any, texts: list[str]) -> Any:
    """Return the mean of the last layer over the tokens of each text, shape (len(texts), dimensions)."""
    tokens = tokenizer(texts, padding=True, truncation=True, max_length=MOST_TOKENS, return_tensors="pt")
    hidden = model(**tokens).last_hidden_state
    mask = tokens["attention_mask"].unsqueeze(-1).to(hidden.dtype)
    return (hidden * mask).sum(1) / mask.sum(1)


@cache
def load_encoder(path: Path = SHIPPED) -> UnitEncoder:
    """Return the encoder with the adapter at `path` merged in; raise ModelRefused when either part is missing or wrong."""
    if not path.is_file():
        raise ModelRefused(f"The adapter {path} is missing; install Crosstalk again, or make one: crosstalk train")
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    torch.set_num_threads(threads())
    model, tokenizer = load_backbone()
    try:
        adapter = load_file(str(path))
        layers = dict(model.named_modules())
        for name in sorted({key.rsplit(".", 1)[0] for key in adapter if key.endswith(".A")}):
            layers[name].weight.data += adapter[f"{name}.B"].float() @ adapter[f"{name}.A"].float()
        weight, bias = adapter["head.weight"].float(), adapter["head.bias"].float()
    except (SafetensorError, KeyError, RuntimeError) as error:
        raise ModelRefused(f"{path} is no adapter of Crosstalk: {error}") from error
    return UnitEncoder(model.to(fast_dtype()), tokenizer, weight, bias, file_sha256(path))


def threads() -> int:
    """Return how many threads the models compute with: CROSSTALK_THREADS, or two where the machine has them.

    On a free machine of two cores two threads code 1.7 times as fast as one; beside other work set CROSSTALK_THREADS=1.
    """
    return int(os.environ.get("CROSSTALK_THREADS") or min(2, os.cpu_count() or 1))


def fast_dtype() -> Any:
    """Return bfloat16 where the processor computes in it (twice as fast, scores move by 0.005 on average), else float32."""
    import torch

    return torch.bfloat16 if torch.ops.mkldnn._is_mkldnn_bf16_supported() else torch.float32


def load_backbone() -> tuple[Any, Any]:
    """Return a fresh backbone and its tokenizer, from disk alone."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from transformers import AutoModel, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()
    folder = str(mpnet_folder())
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    return AutoModel.from_pretrained(folder, local_files_only=True).eval(), tokenizer
