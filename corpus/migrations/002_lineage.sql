-- What became of each theme, and where the address of one that has ended leads now.

CREATE TABLE theme_history (
    theme_id TEXT NOT NULL, event TEXT NOT NULL, run_id INTEGER NOT NULL REFERENCES runs(id), other_id TEXT, share REAL,
    PRIMARY KEY (theme_id, run_id, event)
);

CREATE TABLE theme_redirects (
    theme_id TEXT PRIMARY KEY, other_id TEXT
);
