-- The data contract of Crosstalk, first form. Later steps only add.

CREATE TABLE sources (
    id TEXT PRIMARY KEY, domain TEXT NOT NULL UNIQUE, name TEXT, kind TEXT, country TEXT, language TEXT
);

CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    url TEXT UNIQUE,
    title TEXT,
    author TEXT,
    author_title TEXT,
    author_side TEXT NOT NULL DEFAULT 'none',
    published TEXT,
    source_id TEXT REFERENCES sources(id),
    language TEXT,
    access TEXT NOT NULL DEFAULT 'full' CHECK (access IN ('full', 'partial')),
    text TEXT NOT NULL,
    words INTEGER NOT NULL,
    relevance INTEGER NOT NULL CHECK (relevance BETWEEN 0 AND 100),
    relevance_reason TEXT NOT NULL,
    family_id TEXT REFERENCES articles(id) DEFERRABLE INITIALLY DEFERRED,
    fetched_at TEXT,
    sample INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE article_versions (
    article_id TEXT NOT NULL REFERENCES articles(id), replaced_at TEXT NOT NULL, title TEXT, text TEXT NOT NULL,
    PRIMARY KEY (article_id, replaced_at)
);

CREATE TABLE pages (
    url TEXT PRIMARY KEY, status INTEGER, outcome TEXT NOT NULL, fetched_at TEXT, etag TEXT, last_modified TEXT,
    content_sha256 TEXT, error TEXT, article_id TEXT REFERENCES articles(id)
);

-- What annotate has coded: an article is coded again when its text or the coder has changed.
CREATE TABLE codings (
    article_id TEXT PRIMARY KEY REFERENCES articles(id), text_sha256 TEXT NOT NULL, coder TEXT NOT NULL
);

CREATE TABLE statements (
    id TEXT PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES articles(id),
    kind TEXT NOT NULL CHECK (kind IN ('frustration', 'recommendation')),
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    position INTEGER NOT NULL,
    heading TEXT,
    score REAL NOT NULL,
    holder TEXT NOT NULL,
    target TEXT NOT NULL,
    addressee TEXT NOT NULL,
    speaker TEXT,
    speaker_side TEXT NOT NULL,
    why TEXT NOT NULL,
    not_factual INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX idx_statements_article ON statements(article_id);

CREATE TABLE statement_objects (
    statement_id TEXT NOT NULL REFERENCES statements(id), object TEXT NOT NULL, PRIMARY KEY (statement_id, object)
);

CREATE TABLE studies (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, organisation TEXT NOT NULL, sponsor TEXT, year INTEGER, sample TEXT,
    origin TEXT NOT NULL CHECK (origin IN ('catalogue', 'corpus'))
);

CREATE TABLE statistics (
    id TEXT PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES articles(id),
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    value REAL NOT NULL,
    low REAL NOT NULL,
    high REAL NOT NULL,
    unit TEXT NOT NULL CHECK (unit IN ('percent', 'count', 'ratio', 'money', 'rank', 'multiple')),
    qualifier TEXT,
    nature TEXT NOT NULL CHECK (nature IN ('level', 'change', 'sample', 'forecast')),
    population TEXT NOT NULL,
    claim TEXT NOT NULL,
    study_id TEXT REFERENCES studies(id),
    finding_id TEXT
);
CREATE INDEX idx_statistics_article ON statistics(article_id);

CREATE TABLE themes (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('frustration', 'recommendation')),
    label TEXT NOT NULL,
    description TEXT NOT NULL,
    keywords TEXT NOT NULL,
    code TEXT,
    statements INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    families INTEGER NOT NULL,
    sources INTEGER NOT NULL,
    by_cmo INTEGER NOT NULL,
    by_cio INTEGER NOT NULL,
    by_both INTEGER NOT NULL,
    by_org INTEGER NOT NULL,
    by_other INTEGER NOT NULL,
    by_none INTEGER NOT NULL,
    first_year INTEGER,
    last_year INTEGER,
    firmness REAL,
    firmness_low REAL,
    x REAL,
    y REAL
);

CREATE TABLE theme_statements (
    theme_id TEXT NOT NULL REFERENCES themes(id),
    statement_id TEXT NOT NULL REFERENCES statements(id),
    probability REAL NOT NULL,
    rank INTEGER NOT NULL,
    PRIMARY KEY (theme_id, statement_id)
);
CREATE INDEX idx_theme_statements_statement ON theme_statements(statement_id);

CREATE TABLE theme_years (
    theme_id TEXT NOT NULL REFERENCES themes(id), year INTEGER NOT NULL, statements INTEGER NOT NULL,
    families INTEGER NOT NULL, PRIMARY KEY (theme_id, year)
);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY, command TEXT NOT NULL, started TEXT NOT NULL, finished TEXT, parameters TEXT NOT NULL,
    versions TEXT NOT NULL, counts TEXT
);

CREATE TABLE embeddings (
    text_sha256 TEXT NOT NULL, model_sha256 TEXT NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (text_sha256, model_sha256)
);

-- The evaluations, findings, retellings, neighbours, links and history tables come with the stages that fill them.
