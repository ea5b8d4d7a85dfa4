-- The published database: read-only, indexed, searchable. It holds what readers need and nothing that may not be shown.

CREATE TABLE sources (id TEXT PRIMARY KEY, domain TEXT NOT NULL, name TEXT, kind TEXT, country TEXT, language TEXT);

CREATE TABLE articles (
    id TEXT PRIMARY KEY, title TEXT, source_id TEXT REFERENCES sources(id), published TEXT, year INTEGER, author TEXT,
    author_title TEXT, author_side TEXT, url TEXT, language TEXT, access TEXT, words INTEGER, relevance INTEGER,
    relevance_reason TEXT, family_id TEXT REFERENCES articles(id), fetched_at TEXT, sample INTEGER, text_policy TEXT,
    text TEXT
);

CREATE TABLE themes (
    id TEXT PRIMARY KEY, label TEXT NOT NULL, kind TEXT NOT NULL, description TEXT, keywords TEXT, code TEXT,
    families INTEGER, articles INTEGER, statements INTEGER, sources INTEGER, by_cmo INTEGER, by_cio INTEGER,
    by_both INTEGER, by_org INTEGER, by_other INTEGER, by_none INTEGER, first_year INTEGER, last_year INTEGER,
    firmness REAL, firmness_low REAL, x REAL, y REAL
);

CREATE TABLE statements (
    id TEXT PRIMARY KEY, text TEXT NOT NULL, kind TEXT NOT NULL, holder TEXT, target TEXT, addressee TEXT,
    theme_id TEXT REFERENCES themes(id), article_id TEXT NOT NULL REFERENCES articles(id),
    source_id TEXT REFERENCES sources(id), year INTEGER, score REAL, why TEXT, speaker TEXT, speaker_side TEXT,
    heading TEXT, position INTEGER, start INTEGER, "end" INTEGER, not_factual INTEGER
);

CREATE TABLE statement_objects (
    statement_id TEXT NOT NULL REFERENCES statements(id), object TEXT NOT NULL, PRIMARY KEY (statement_id, object)
);

CREATE TABLE studies (
    id TEXT PRIMARY KEY, title TEXT, organisation TEXT, sponsor TEXT, year INTEGER, sample TEXT, origin TEXT
);

CREATE TABLE statistics (
    id TEXT PRIMARY KEY, text TEXT NOT NULL, value REAL, unit TEXT, population TEXT, claim TEXT, low REAL, high REAL,
    qualifier TEXT, nature TEXT, study_id TEXT REFERENCES studies(id), finding_id TEXT,
    article_id TEXT NOT NULL REFERENCES articles(id), source_id TEXT REFERENCES sources(id), year INTEGER,
    start INTEGER, "end" INTEGER
);

CREATE TABLE theme_statements (
    theme_id TEXT NOT NULL REFERENCES themes(id), statement_id TEXT NOT NULL REFERENCES statements(id),
    probability REAL, rank INTEGER, PRIMARY KEY (theme_id, statement_id)
);

CREATE TABLE theme_years (
    theme_id TEXT NOT NULL REFERENCES themes(id), year INTEGER NOT NULL, statements INTEGER, families INTEGER,
    PRIMARY KEY (theme_id, year)
);

-- Themes that have ended: `other_id` holds most of their statements now, or is null.
CREATE TABLE theme_redirects (theme_id TEXT PRIMARY KEY, other_id TEXT REFERENCES themes(id));

CREATE TABLE runs (
    id INTEGER PRIMARY KEY, command TEXT, started TEXT, finished TEXT, parameters TEXT, versions TEXT, counts TEXT
);

CREATE INDEX idx_statements_theme ON statements(theme_id);
CREATE INDEX idx_statements_article ON statements(article_id);
CREATE INDEX idx_statements_source ON statements(source_id);
CREATE INDEX idx_statements_kind ON statements(kind);
CREATE INDEX idx_statements_year ON statements(year);
CREATE INDEX idx_statistics_article ON statistics(article_id);
CREATE INDEX idx_articles_source ON articles(source_id);
CREATE INDEX idx_articles_family ON articles(family_id);
CREATE INDEX idx_theme_statements_statement ON theme_statements(statement_id);

-- What people download: every sentence with its theme, its article and its publication in one row.
CREATE VIEW quotations AS
SELECT statements.id AS statement_id, statements.kind, themes.label AS theme, statements.text, statements.holder,
       statements.target, statements.addressee, sources.name AS publication, articles.title AS article,
       articles.published, articles.author, articles.url, statements.score, statements.why,
       statements.theme_id, statements.article_id, articles.family_id, articles.sample
FROM statements
JOIN articles ON articles.id = statements.article_id
LEFT JOIN sources ON sources.id = articles.source_id
LEFT JOIN themes ON themes.id = statements.theme_id;

CREATE VIEW survey_figures AS
SELECT statistics.id AS statistic_id, statistics.value, statistics.unit, statistics.qualifier, statistics.population,
       statistics.claim, statistics.nature, statistics.text, sources.name AS publication, articles.title AS article,
       articles.published, articles.url, statistics.article_id, articles.family_id, articles.sample
FROM statistics
JOIN articles ON articles.id = statistics.article_id
LEFT JOIN sources ON sources.id = articles.source_id;

CREATE VIEW articles_by_year AS
SELECT year, count(*) AS articles, count(DISTINCT family_id) AS families FROM articles
WHERE year IS NOT NULL GROUP BY year ORDER BY year;
