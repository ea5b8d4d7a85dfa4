"""The encoder of units: all-mpnet-base-v2 with a small adapter of our own, which gives raw scores to kinds, or to sides.

Adapter: low-rank additions to linear layers (Hu et al. 2021, arXiv:2106.09685), merged into the weights when loaded,
so that it costs nothing to run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.data import data_path
from corpus.errors import ModelRefused
from nlp.backbone import mpnet_folder
from nlp.checksum import file_sha256
from nlp.windows import MOST_OF_TITLE, MOST_TOKENS, Sizes, Window, alone, in_context

SHIPPED = data_path("datasets", "models", "statement_adapter.safetensors")
#: So many tokens, padding counted, are read at once: more are slower on a processor, and give several workers less to share.
AT_ONCE = 300
#: The backbone's token for nothing.
PADDING = 1
Floats = NDArray[np.float64]
#: An article's title and the texts of its units.
Document = tuple[str, tuple[str, ...]]


class UnitEncoder:
    """Gives units the raw scores that its adapter was trained for; `sha256` is that of the adapter.

    With `sizes` it reads units in windows, with their neighbours, else each alone.
    """

    def __init__(
        self, model: Any, tokenizer: Any, weight: Any, bias: Any, sha256: str, sizes: Sizes | None = None
    ) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._weight = weight
        self._bias = bias
        self.sha256 = sha256
        self._sizes = sizes
        self._known: dict[Document, Floats] = {}

    def read_ahead(self, documents: Sequence[Document]) -> None:
        """Score many documents in full batches and keep what comes out until the next call."""
        self._known = {}
        distinct = list(dict.fromkeys(documents))
        self._known = dict(zip(distinct, self._read(distinct), strict=True))

    def scores(self, document: Document) -> Floats:
        """Return raw scores, shape (units of the document, outputs of the adapter)."""
        if document not in self._known:
            self._known = dict(zip([document], self._read([document]), strict=True))
        return self._known[document]

    def scores_of(self, document: Document, units: Sequence[int]) -> Floats:
        """Return raw scores of some of the units, shape (units, outputs), and read no more of the document than they need."""
        return self._read([document], frozenset(units))[0][list(units)]

    def _read(self, documents: Sequence[Document], among: Set[int] | None = None) -> list[Floats]:
        windows = document_windows(self._tokenizer, documents, self._sizes)
        if among is not None:
            windows = [window for window in windows if any(n in among for n, _, _ in window.spans)]
        lengths = [len(texts) for _, texts in documents]
        found = np.zeros((sum(lengths), len(self._bias)))
        for rows, scores in _workers().map(self._scored, list(_batches(windows))):
            found[rows] = scores
        return np.split(found, np.cumsum(lengths)[:-1]) if documents else []

    def _scored(self, windows: Sequence[Window]) -> tuple[list[int], Floats]:
        import torch

        with torch.no_grad():
            rows, vectors = span_means(self._model, windows)
            return rows, (vectors @ self._weight.T + self._bias).numpy()


@cache
def _workers() -> ThreadPoolExecutor:
    """Workers that each compute with one thread: a sum over several would come out otherwise for another number of them."""
    import torch

    return ThreadPoolExecutor(threads(), initializer=torch.set_num_threads, initargs=(1,))


def document_windows(
    tokenizer: Any, documents: Sequence[Document], sizes: Sizes | None, random: np.random.Generator | None = None
) -> list[Window]:
    """Return what is read of `documents`; their units are numbered through, from 0 on. With `random`, cut at random."""
    found: list[Window] = []
    first = 0
    for title, texts in documents:
        ids = [ids[:MOST_TOKENS] for ids in _ids(tokenizer, texts)]
        if sizes is None:
            found += alone(ids, first)
        else:
            found += in_context(ids, _ids(tokenizer, [title])[0][:MOST_OF_TITLE], sizes, first, random)
        first += len(texts)
    return found


def _ids(tokenizer: Any, texts: Sequence[str]) -> list[list[int]]:
    return list(tokenizer(list(texts), add_special_tokens=False, verbose=False)["input_ids"]) if texts else []


def _batches(windows: Sequence[Window]) -> Iterator[list[Window]]:
    """Give windows of like length together, in an order that does not depend on theirs."""
    batch: list[Window] = []
    for window in sorted(windows, key=lambda w: (len(w.tokens), w.tokens)):
        if batch and (len(batch) + 1) * len(window.tokens) > AT_ONCE:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def span_means(model: Any, windows: Sequence[Window]) -> tuple[list[int], Any]:
    """Return the numbers of the units in `windows`, and the mean of the last layer over each one's tokens, float32."""
    import torch

    longest = max(len(window.tokens) for window in windows)
    tokens = torch.full((len(windows), longest), PADDING)
    for row, window in enumerate(windows):
        tokens[row, : len(window.tokens)] = torch.tensor(window.tokens)
    hidden = model(input_ids=tokens, attention_mask=(tokens != PADDING).long()).last_hidden_state
    units, vectors = [], []
    for row, window in enumerate(windows):
        for n, begin, end in window.spans:
            units.append(n)
            vectors.append(hidden[row, begin:end].float().mean(0))
    return units, torch.stack(vectors)


@cache
def load_encoder(path: Path = SHIPPED) -> UnitEncoder:
    """Return the encoder with the adapter at `path` merged in; raise ModelRefused when either part is missing or wrong."""
    if not path.is_file():
        raise ModelRefused(f"The adapter {path} is missing; install Crosstalk again, or make one: crosstalk train")
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    model, tokenizer = load_backbone()
    try:
        adapter = load_file(str(path))
        layers = dict(model.named_modules())
        for name in sorted({key.rsplit(".", 1)[0] for key in adapter if key.endswith(".A")}):
            layers[name].weight.data += adapter[f"{name}.B"].float() @ adapter[f"{name}.A"].float()
        weight, bias = adapter["head.weight"].float(), adapter["head.bias"].float()
        sizes = Sizes(*adapter["windows"].tolist()) if "windows" in adapter else None
    except (SafetensorError, KeyError, RuntimeError) as error:
        raise ModelRefused(f"{path} is no adapter of Crosstalk: {error}") from error
    return UnitEncoder(model.to(fast_dtype()), tokenizer, weight, bias, file_sha256(path), sizes)


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
