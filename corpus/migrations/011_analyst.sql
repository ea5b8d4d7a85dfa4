-- The coder's errors on a gold of the analyst's own; without a row those that ship with the coder are used.

CREATE TABLE coder_errors (
    id INTEGER PRIMARY KEY CHECK (id = 1), errors TEXT NOT NULL, measured_at TEXT NOT NULL
);
