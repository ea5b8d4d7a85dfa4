"""The backbone in two parts: the lower layers as published, which training passes a text through once, and those that learn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

#: Texts longer than this many tokens are read as far as that.
MOST_TOKENS = 96
BATCH = 32
#: Added to the attention scores of padding.
_UNSEEN = -1e4


def lower_states(model: Any, tokenizer: Any, texts: Sequence[str], layers: int) -> list[Any]:
    """Return for each text its tokens' states after the lowest `layers` layers: bfloat16, shape (tokens, dimensions)."""
    import torch

    states: list[Any] = [None] * len(texts)
    order = sorted(range(len(texts)), key=lambda n: (len(texts[n]), texts[n]))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for at in range(0, len(order), BATCH):
            rows = order[at : at + BATCH]
            tokens = tokenizer(
                [texts[n] for n in rows], padding=True, truncation=True, max_length=MOST_TOKENS, return_tensors="pt"
            )
            mask = tokens["attention_mask"]
            hidden = _through(model, model.embeddings(input_ids=tokens["input_ids"]), mask, slice(layers))
            for n, state, length in zip(rows, hidden, mask.sum(1), strict=True):
                states[n] = state[:length].to(torch.bfloat16).clone()
    return states


def pooled_upper(model: Any, states: Sequence[Any], layers: int) -> Any:
    """Return the mean of the last layer over each text's tokens, shape (texts, dimensions), from its lower states."""
    import torch

    hidden = torch.nn.utils.rnn.pad_sequence([state.float() for state in states], batch_first=True)
    lengths = torch.tensor([len(state) for state in states])
    mask = (torch.arange(hidden.shape[1])[None, :] < lengths[:, None]).float()
    out = _through(model, hidden, mask, slice(layers, None)).float()
    return (out * mask.unsqueeze(-1)).sum(1) / lengths.unsqueeze(-1)


def _through(model: Any, hidden: Any, mask: Any, layers: slice) -> Any:
    bias = model.encoder.compute_position_bias(hidden)
    unseen = (1.0 - mask[:, None, None, :].float()) * _UNSEEN
    for layer in model.encoder.layer[layers]:
        hidden = layer(hidden, unseen, bias)[0]
    return hidden
