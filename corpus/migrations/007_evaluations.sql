-- Scores of the coding against coded units: a row a kind (f1 with its interval) or a role (the share right).

CREATE TABLE evaluations (
    id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES runs(id), measured TEXT NOT NULL, data TEXT NOT NULL,
    coded_by TEXT, "precision" REAL, recall REAL, f1 REAL, f1_low REAL, f1_high REAL, share REAL, statements INTEGER,
    units INTEGER
);
CREATE INDEX idx_evaluations_run ON evaluations(run_id);
