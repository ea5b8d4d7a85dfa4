-- What the last grouping started from, as JSON rows by table: with it, the run can be repeated to the same themes.

CREATE TABLE theme_start (
    "table" TEXT PRIMARY KEY, rows TEXT NOT NULL
);
