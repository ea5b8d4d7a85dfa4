"""Train the role head: on units coded with their sides, given the right statements."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from spacy.language import Language

from corpus.records import KINDS, ROLES, ROLES_OF
from nlp.gold import Coded, by_document, title_of
from nlp.head import table
from nlp.reading import reading_of
from nlp.role_coder import rule_roles
from nlp.role_features import role_features
from nlp.role_head import Floats, RoleHead

#: Inverse strength of the penalty, chosen by cross-validation on the training units.
C = 0.1


def fit_roles(coded: Sequence[Coded], nlp: Language) -> RoleHead:
    """Return the role head fitted on `coded`, whose statements all carry their sides."""
    features: list[dict[str, float]] = []
    statements: list[tuple[str, Coded]] = []
    for units in by_document(coded):
        reading = reading_of(nlp, [c.unit for c in units], title_of(units))
        calls = np.array([[kind in c.labels for kind in KINDS] for c in units], dtype=bool)
        ruled = list(rule_roles(reading, calls))
        features += role_features(reading, ruled)
        statements += [(KINDS[k], units[n]) for n, k, _ in ruled]
    names = tuple(sorted({name for found in features for name in found}))
    rows = table(names, features)
    fitted = {}
    for role in ROLES:
        use = [n for n, (kind, c) in enumerate(statements) if role in ROLES_OF[kind] and getattr(c, role)]
        fitted[role] = _fitted(rows[use], [str(getattr(statements[n][1], role)) for n in use])
    return RoleHead(
        names=names,
        classes={role: classes for role, (classes, _, _) in fitted.items()},
        weights={role: weights for role, (_, weights, _) in fitted.items()},
        intercepts={role: intercepts for role, (_, _, intercepts) in fitted.items()},
    )


def _fitted(rows: Floats, sides: list[str]) -> tuple[tuple[str, ...], Floats, Floats]:
    """Return the sides that occur and a row of weights and an intercept for each; with one side alone, no choice is left."""
    classes = tuple(sorted(set(sides)))
    if len(classes) < 2:
        return classes, np.zeros((len(classes), rows.shape[1])), np.zeros(len(classes))
    model = LogisticRegression(C=C, max_iter=5000).fit(rows, sides)
    if len(classes) == 2:  # scikit-learn keeps one row of two
        return classes, np.vstack([0 * model.coef_, model.coef_]), np.array([0.0, model.intercept_[0]])
    return classes, model.coef_, model.intercept_
