"""A place on the map for each theme: like themes near each other, and a theme that was there before where it was.

Stress is made least from a start that does not depend on chance (de Leeuw 1977, SMACOF); classical scaling gives the
first start (Torgerson 1952), the last map every later one.
"""

from __future__ import annotations

import numpy as np

from nlp.vectors import Floats, Vectors


def layout(centres: Vectors, former: Floats) -> Floats:
    """Return x and y of each theme, shape (n, 2), within a circle of radius 1.

    `centres` are the themes' unit-length vectors; `former` holds their last places, NaN for a theme without one.
    """
    n = len(centres)
    if n < 3:
        return np.round(np.array([[0.0, 0.0], [1.0, 0.0]])[:n], 3)
    distances = np.sqrt(np.clip(2 - 2 * np.round(centres.astype(np.float64) @ centres.T, 5), 0, None))
    placed = np.asarray(~np.isnan(former).any(axis=1))
    start = _scaled(distances) if placed.sum() < 3 else _completed(former, placed, distances)
    found = _least_stress(distances, start)
    if placed.sum() >= 3:
        found = _turned_onto(found, former, placed)
    else:
        found = _of_size_one(found - found.mean(axis=0))
    return np.round(found, 3)


def _scaled(distances: Floats) -> Floats:
    """Classical scaling; the sign of each axis is set by its largest place."""
    n = len(distances)
    centring = np.eye(n) - 1 / n
    values, axes = np.linalg.eigh(-0.5 * centring @ distances**2 @ centring)
    found = axes[:, -2:][:, ::-1] * np.sqrt(np.maximum(values[-2:][::-1], 1e-9))
    largest = np.abs(found).argmax(axis=0)
    return np.asarray(found * np.sign(found[largest, [0, 1]] + 1e-12))


def _completed(former: Floats, placed: np.ndarray, distances: Floats) -> Floats:
    """Start new themes between the three nearest of those that have a place."""
    start = former.copy()
    old = np.flatnonzero(placed)
    for n in np.flatnonzero(~placed):
        nearest = old[np.argsort(distances[n, old], kind="stable")[:3]]
        start[n] = former[nearest].mean(axis=0) + 1e-3 * np.array([np.cos(n), np.sin(n)])
    return start


def _least_stress(distances: Floats, start: Floats) -> Floats:
    from sklearn.manifold import smacof

    spread = np.sqrt(((start[:, None] - start[None]) ** 2).sum(-1))
    fitted = start * (distances.sum() / max(spread.sum(), 1e-9))
    found, _ = smacof(distances, n_components=2, init=fitted, n_init=1, max_iter=200, eps=1e-6, random_state=0)
    return np.asarray(found)


def _turned_onto(found: Floats, former: Floats, placed: np.ndarray) -> Floats:
    """Shift, turn and stretch the map so that themes with a place come as near to it as can be (Procrustes)."""
    here, there = found[placed].mean(axis=0), former[placed].mean(axis=0)
    left, sizes, right = np.linalg.svd((found[placed] - here).T @ (former[placed] - there))
    stretch = sizes.sum() / max(((found[placed] - here) ** 2).sum(), 1e-9)
    return np.asarray((found - here) @ left @ right * stretch + there)


def _of_size_one(found: Floats) -> Floats:
    return np.asarray(found / max(np.sqrt((found**2).sum(axis=1)).max(), 1e-9))
