"""Train the role head: on units coded with their sides, given the right statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from spacy.language import Language

from corpus.records import KINDS
from nlp.embeddings import Embedder
from nlp.gold import Coded
from nlp.reading import reading_of
from nlp.role_coder import ROLES_OF, features_of, rule_roles
from nlp.role_head import ROLES, RoleHead, rows

#: Inverse strength of the penalty, chosen by cross-validation on the training units.
C = 0.1


def fit_roles(coded: Sequence[Coded], embedder: Embedder, nlp: Language) -> RoleHead:
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
        for n, k, ruled in rule_roles(reading, calls):
            features.append(features_of(reading, n, ruled))
            statements.append((KINDS[k], units[n]))
    names = tuple(sorted({name for found in features for name in found}))
    vectors = embedder.encode([c.unit.text.lower() for _, c in statements])
    table = rows(names, features, vectors)
    fitted = {}
    for role in ROLES:
        use = [n for n, (kind, c) in enumerate(statements) if role in ROLES_OF[kind] and getattr(c, role)]
        fitted[role] = LogisticRegression(C=C, max_iter=5000).fit(
            table[use], [getattr(statements[n][1], role) for n in use]
        )
    return RoleHead(
        names=names,
        classes={role: tuple(str(c) for c in model.classes_) for role, model in fitted.items()},
        weights={role: model.coef_ for role, model in fitted.items()},
        intercepts={role: model.intercept_ for role, model in fitted.items()},
        embedder_sha256=embedder.sha256,
    )
