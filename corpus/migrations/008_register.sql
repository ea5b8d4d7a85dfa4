-- The survey register: whose figures, resting on which study, told by whom, and how they differ.
-- Findings, retellings and links are made anew from statistics, catalogue and corrections at each run, so that they hold
-- no articles or statements fast.

ALTER TABLE studies ADD COLUMN population TEXT;
ALTER TABLE studies ADD COLUMN side TEXT NOT NULL DEFAULT 'none';
ALTER TABLE studies ADD COLUMN url TEXT;
ALTER TABLE studies ADD COLUMN note TEXT;
-- A candidate is a study that is named somewhere and that nobody has confirmed yet.
ALTER TABLE studies ADD COLUMN candidate INTEGER NOT NULL DEFAULT 0;
ALTER TABLE studies ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0;

-- The figure's own words, of which `text` holds the clause.
ALTER TABLE statistics ADD COLUMN words TEXT NOT NULL DEFAULT '';
ALTER TABLE statistics ADD COLUMN population_why TEXT NOT NULL DEFAULT '';
ALTER TABLE statistics ADD COLUMN subgroup TEXT;
ALTER TABLE statistics ADD COLUMN study_why TEXT NOT NULL DEFAULT '';
-- The finding that a figure without a source resembles most, and how much (0 to 1).
ALTER TABLE statistics ADD COLUMN suggested_id TEXT;
ALTER TABLE statistics ADD COLUMN likeness REAL;

CREATE TABLE findings (
    id TEXT PRIMARY KEY,
    study_id TEXT REFERENCES studies(id),
    population TEXT NOT NULL,
    subgroup TEXT,
    claim TEXT NOT NULL,
    value REAL NOT NULL,
    low REAL NOT NULL,
    high REAL NOT NULL,
    unit TEXT NOT NULL,
    nature TEXT NOT NULL,
    retellings INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    families INTEGER NOT NULL,
    agreement TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('catalogue', 'corpus')),
    by_hand INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX idx_findings_study ON findings(study_id);

CREATE TABLE retellings (
    id TEXT PRIMARY KEY,
    finding_id TEXT NOT NULL REFERENCES findings(id),
    statistic_id TEXT,
    article_id TEXT,
    url TEXT,
    value REAL NOT NULL,
    value_as_told TEXT NOT NULL,
    agreement TEXT NOT NULL,
    year INTEGER,
    claim TEXT NOT NULL,
    note TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('catalogue', 'corpus')),
    checked INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX idx_retellings_finding ON retellings(finding_id);

CREATE TABLE finding_links (
    finding_id TEXT NOT NULL REFERENCES findings(id), other_id TEXT NOT NULL REFERENCES findings(id), kind TEXT NOT NULL,
    note TEXT NOT NULL, origin TEXT NOT NULL, PRIMARY KEY (finding_id, other_id)
);

CREATE TABLE statement_findings (
    statement_id TEXT NOT NULL, finding_id TEXT NOT NULL REFERENCES findings(id),
    PRIMARY KEY (statement_id, finding_id)
);
CREATE INDEX idx_statement_findings_finding ON statement_findings(finding_id);

-- What people have put right, in the order in which they did; every rerun applies them.
CREATE TABLE register_corrections (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('study', 'same_study', 'same_finding', 'other_finding')),
    subject TEXT NOT NULL, target TEXT, fields TEXT NOT NULL, note TEXT, added TEXT NOT NULL, UNIQUE (kind, subject, target)
);
