-- Themes that hold still: how firm they are, what answers them, what is like them, what was changed by hand.

ALTER TABLE themes ADD COLUMN grade TEXT;
ALTER TABLE themes ADD COLUMN named_by TEXT NOT NULL DEFAULT 'codebook';
ALTER TABLE themes ADD COLUMN entropy REAL;
ALTER TABLE theme_history ADD COLUMN detail TEXT;

CREATE TABLE theme_objects (
    theme_id TEXT NOT NULL REFERENCES themes(id) ON DELETE CASCADE, object TEXT NOT NULL, statements INTEGER NOT NULL,
    families INTEGER NOT NULL, PRIMARY KEY (theme_id, object)
);

-- A theme of recommendations that answers one of frustrations, and the sentences that show it.
CREATE TABLE theme_links (
    recommendation_id TEXT NOT NULL REFERENCES themes(id) ON DELETE CASCADE, frustration_id TEXT NOT NULL REFERENCES themes(id) ON DELETE CASCADE,
    strength REAL NOT NULL, families INTEGER NOT NULL, pairs INTEGER NOT NULL, rank INTEGER NOT NULL,
    PRIMARY KEY (recommendation_id, frustration_id)
);
CREATE TABLE theme_link_pairs (
    recommendation_id TEXT NOT NULL, frustration_id TEXT NOT NULL, rank INTEGER NOT NULL,
    recommendation_statement_id TEXT NOT NULL REFERENCES statements(id) ON DELETE CASCADE,
    frustration_statement_id TEXT NOT NULL REFERENCES statements(id) ON DELETE CASCADE, strength REAL NOT NULL,
    PRIMARY KEY (recommendation_id, frustration_id, rank)
);

CREATE TABLE theme_neighbours (
    theme_id TEXT NOT NULL REFERENCES themes(id) ON DELETE CASCADE, other_id TEXT NOT NULL REFERENCES themes(id) ON DELETE CASCADE, likeness REAL NOT NULL,
    rank INTEGER NOT NULL, PRIMARY KEY (theme_id, other_id)
);
CREATE TABLE statement_neighbours (
    statement_id TEXT NOT NULL REFERENCES statements(id) ON DELETE CASCADE, other_id TEXT NOT NULL REFERENCES statements(id) ON DELETE CASCADE,
    likeness REAL NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (statement_id, other_id)
);

-- What the grouping found before any correction by hand: ids are handed on from here.
CREATE TABLE theme_found (
    theme_id TEXT NOT NULL, statement_id TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (statement_id)
);
-- The last grouping of each kind: the digest of all that it was made from, and the resolution that it took.
CREATE TABLE theme_fits (
    kind TEXT PRIMARY KEY, digest TEXT NOT NULL, resolution REAL NOT NULL, run_id INTEGER NOT NULL REFERENCES runs(id)
);
-- Each statement that a run moved: from which theme to which; null is none.
CREATE TABLE theme_moves (
    run_id INTEGER NOT NULL REFERENCES runs(id), statement_id TEXT NOT NULL, from_id TEXT, to_id TEXT,
    PRIMARY KEY (run_id, statement_id)
);

-- What people have changed by hand, in the order of their file, and whether it still fits.
CREATE TABLE corrections (
    position INTEGER PRIMARY KEY, what TEXT NOT NULL, id TEXT NOT NULL, value TEXT, who TEXT NOT NULL, why TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('applied', 'misfit', 'waiting')), note TEXT
);
