"""Ways to embed a sentence: how fast on one core, and how many of its nearest neighbours each leaves in place."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bench.part import Cell, Part, Table
from nlp.embeddings import DEFAULT, MINILM, load_embedder
from nlp.vectors import Vectors

GOLD = Path(__file__).resolve().parents[2] / "datasets" / "gold" / "train.jsonl"
SENTENCES, NEIGHBOURS, BATCH = 1500, 10, 32
#: What the rows by ONNX need beside Crosstalk's own packages.
ONNX = ("onnx", "onnxruntime")
Encode = Callable[[list[str]], Vectors]


def run(data: Path | None) -> list[Table]:
    """Return a row a model and way, each compared with the same model in full precision."""
    os.environ["CROSSTALK_THREADS"] = "1"
    texts = [json.loads(line)["text"] for line in GOLD.read_text(encoding="utf-8").splitlines()][:SENTENCES]
    rows: list[tuple[Cell, ...]] = []
    with TemporaryDirectory() as folder:
        for name in (MINILM, DEFAULT):
            exact: Vectors | None = None
            for way, encode in _ways(name, Path(folder)).items():
                start = time.process_time()
                vectors = encode(texts)
                seconds = time.process_time() - start
                exact = vectors if exact is None else exact
                rows.append((name, way, len(texts) / seconds, _cosine(exact, vectors), _kept(exact, vectors)))
    there = all(find_spec(package) for package in ONNX)
    note = "" if there else f"Not measured, as {' and '.join(ONNX)} are not installed: the ways by ONNX."
    columns = ("model", "way", "sentences a CPU second", "mean cosine to the first", "of 10 nearest kept")
    return [Table(f"{len(texts)} sentences of the gold, one thread", columns, rows, note)]


def _ways(name: str, folder: Path) -> dict[str, Encode]:
    """Return the ways to embed with a model, the exact one first, ours next."""
    import torch

    ours = load_embedder(name)
    torch.set_num_threads(1)
    plain = load_embedder.__wrapped__(name).sentence_transformer.float()

    def exact(texts: list[str]) -> Vectors:
        return np.asarray(plain.encode(texts, batch_size=BATCH, normalize_embeddings=True), dtype=np.float32)

    found: dict[str, Encode] = {"torch, float32": exact, f"torch, {ours.key.split()[1]} (shipped)": ours.encode}
    if all(find_spec(package) for package in ONNX):
        from onnxruntime.quantization import QuantType, quantize_dynamic

        whole, small = folder / f"{name}.onnx", folder / f"{name}.int8.onnx"
        _export(plain, whole)
        quantize_dynamic(whole, small, per_channel=True, weight_type=QuantType.QInt8)
        found |= {"ONNX, float32": _by_onnx(plain, whole), "ONNX, int8 per channel": _by_onnx(plain, small)}
    return found


def _export(model: Any, path: Path) -> None:
    """Write the model with its pooling as an ONNX file."""
    import torch

    class Pooled(torch.nn.Module):
        """The mean over a sentence's tokens, at unit length, as both packaged models pool."""

        def __init__(self) -> None:
            super().__init__()
            self.inner = model[0].auto_model.eval()

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            hidden = self.inner(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            mask = attention_mask.unsqueeze(-1).float()
            return torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=1)

    tokens = model.tokenizer(["One sentence.", "And one that is longer."], padding=True, return_tensors="pt")
    names = ["input_ids", "attention_mask"]
    axes = {name: {0: "batch", 1: "tokens"} for name in names} | {"vectors": {0: "batch"}}
    inputs = tuple(tokens[name] for name in names)
    torch.onnx.export(
        Pooled(), inputs, str(path), input_names=names, output_names=["vectors"], dynamic_axes=axes, dynamo=False
    )


def _by_onnx(model: Any, path: Path) -> Encode:
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = InferenceSession(str(path), options)

    def encode(texts: list[str]) -> Vectors:
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        found: dict[int, Vectors] = {}
        for at in range(0, len(order), BATCH):
            some = order[at : at + BATCH]
            tokens = model.tokenizer(
                [texts[n] for n in some],
                padding=True,
                truncation=True,
                max_length=model.max_seq_length,
                return_tensors="np",
            )
            inputs = {name: tokens[name].astype(np.int64) for name in ("input_ids", "attention_mask")}
            found |= dict(zip(some, session.run(None, inputs)[0], strict=True))
        return np.vstack([found[n] for n in range(len(texts))])

    return encode


def _cosine(one: Vectors, other: Vectors) -> float:
    return float((one * other).sum(axis=1).mean())


def _kept(one: Vectors, other: Vectors) -> float:
    """Return the share of each sentence's nearest neighbours in `one` that are so in `other`, too."""
    both = (_nearest(one), _nearest(other))
    return float(np.mean([len(set(a) & set(b)) / NEIGHBOURS for a, b in zip(*both, strict=True)]))


def _nearest(vectors: Vectors) -> list[list[int]]:
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -1)
    return [[int(n) for n in row] for row in np.argsort(-cosines, axis=1)[:, :NEIGHBOURS]]


PART = Part("embedders", "Ways to embed", run)
