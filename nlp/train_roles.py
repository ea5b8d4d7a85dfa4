"""Train the role head: on units coded with their sides, given the right statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from spacy.language import Language

from corpus.records import KINDS, ROLES, ROLES_OF
from nlp.gold import Coded
from nlp.head import table
from nlp.reading import reading_of
from nlp.role_coder import rule_roles
from nlp.role_features import role_features
from nlp.role_head import RoleHead

#: Inverse strength of the penalty, chosen by cross-validation on the training units.
C = 0.1


def fit_roles(coded: Sequence[Coded], nlp: Language) -> RoleHead:
    """Return the role head fitted on `coded`, whose statements all carry their sides."""
    by_doc: dict[str, list[Coded]] = defaultdict(list)
    for unit in coded:
        by_doc[unit.doc].append(unit)
    features: list[dict[str, float]] = []
    statements: list[tuple[str, Coded]] = []
    for units in by_doc.values():
        title = next((c.unit.list_title for c in units if c.unit.list_title), None)
        reading = reading_of(nlp, [c.unit for c in units], title)
        calls = np.array([[kind in c.labels for kind in KINDS] for c in units], dtype=bool)
        ruled = list(rule_roles(reading, calls))
        features += role_features(reading, ruled)
        statements += [(KINDS[k], units[n]) for n, k, _ in ruled]
    names = tuple(sorted({name for found in features for name in found}))
    rows = table(names, features)
    fitted = {}
    for role in ROLES:
        use = [n for n, (kind, c) in enumerate(statements) if role in ROLES_OF[kind] and getattr(c, role)]
        fitted[role] = LogisticRegression(C=C, max_iter=5000).fit(
            rows[use], [getattr(statements[n][1], role) for n in use]
        )
    return RoleHead(
        names=names,
        classes={role: tuple(str(c) for c in model.classes_) for role, model in fitted.items()},
        weights={role: model.coef_ for role, model in fitted.items()},
        intercepts={role: model.intercept_ for role, model in fitted.items()},
    )
