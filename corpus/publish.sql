-- The published database: read-only, indexed, searchable. It holds what readers need and nothing that may not be shown.

CREATE TABLE sources (id TEXT PRIMARY KEY, domain TEXT NOT NULL, name TEXT, kind TEXT, country TEXT, language TEXT);

CREATE TABLE articles (
    id TEXT PRIMARY KEY, title TEXT, source_id TEXT REFERENCES sources(id), published TEXT, year INTEGER, author TEXT,
    author_title TEXT, author_side TEXT, url TEXT, language TEXT, access TEXT, words INTEGER, relevance INTEGER,
    relevance_reason TEXT, family_id TEXT REFERENCES articles(id), fetched_at TEXT, sample INTEGER, text_policy TEXT,
    by_hand TEXT, text TEXT
);

CREATE TABLE themes (
    id TEXT PRIMARY KEY, label TEXT NOT NULL, kind TEXT NOT NULL, description TEXT, keywords TEXT, code TEXT,
    families INTEGER, articles INTEGER, statements INTEGER, sources INTEGER, by_cmo INTEGER, by_cio INTEGER,
    by_both INTEGER, by_org INTEGER, by_other INTEGER, by_none INTEGER, first_year INTEGER, last_year INTEGER,
    firmness REAL, firmness_low REAL, x REAL, y REAL, grade TEXT, named_by TEXT, entropy REAL
);

CREATE TABLE statements (
    id TEXT PRIMARY KEY, text TEXT NOT NULL, kind TEXT NOT NULL, holder TEXT, target TEXT, addressee TEXT,
    theme_id TEXT REFERENCES themes(id), article_id TEXT NOT NULL REFERENCES articles(id),
    source_id TEXT REFERENCES sources(id), year INTEGER, score REAL, why TEXT, speaker TEXT, speaker_side TEXT,
    heading TEXT, position INTEGER, start INTEGER, "end" INTEGER, not_factual INTEGER,
    by_hand TEXT
);

CREATE TABLE statement_objects (
    statement_id TEXT NOT NULL REFERENCES statements(id), object TEXT NOT NULL, PRIMARY KEY (statement_id, object)
);

CREATE TABLE studies (
    id TEXT PRIMARY KEY, title TEXT, organisation TEXT, sponsor TEXT, year INTEGER, sample TEXT, population TEXT,
    side TEXT, url TEXT, note TEXT, origin TEXT, candidate INTEGER, by_hand INTEGER
);

CREATE TABLE findings (
    id TEXT PRIMARY KEY, claim TEXT NOT NULL, study_id TEXT REFERENCES studies(id), population TEXT, subgroup TEXT,
    value REAL, low REAL, high REAL, unit TEXT, nature TEXT, retellings INTEGER, articles INTEGER, families INTEGER,
    agreement TEXT, origin TEXT, by_hand INTEGER
);

CREATE TABLE statistics (
    id TEXT PRIMARY KEY, text TEXT NOT NULL, value REAL, unit TEXT, population TEXT, claim TEXT, low REAL, high REAL,
    qualifier TEXT, nature TEXT, study_id TEXT REFERENCES studies(id), finding_id TEXT REFERENCES findings(id),
    article_id TEXT NOT NULL REFERENCES articles(id), source_id TEXT REFERENCES sources(id), year INTEGER,
    start INTEGER, "end" INTEGER, words TEXT, population_why TEXT, subgroup TEXT, study_why TEXT,
    suggested_id TEXT REFERENCES findings(id), likeness REAL
);

CREATE TABLE retellings (
    id TEXT PRIMARY KEY, finding_id TEXT NOT NULL REFERENCES findings(id), value_as_told TEXT, value REAL, claim TEXT,
    agreement TEXT, year INTEGER, url TEXT, statistic_id TEXT REFERENCES statistics(id),
    article_id TEXT REFERENCES articles(id), note TEXT, origin TEXT, checked INTEGER
);

CREATE TABLE finding_links (
    finding_id TEXT NOT NULL REFERENCES findings(id), other_id TEXT NOT NULL REFERENCES findings(id), kind TEXT,
    note TEXT, origin TEXT, PRIMARY KEY (finding_id, other_id)
);

CREATE TABLE statement_findings (
    statement_id TEXT NOT NULL REFERENCES statements(id), finding_id TEXT NOT NULL REFERENCES findings(id),
    PRIMARY KEY (statement_id, finding_id)
);

-- What people have put right in the register.
CREATE TABLE register_corrections (
    id INTEGER PRIMARY KEY, kind TEXT, subject TEXT, target TEXT, fields TEXT, note TEXT, added TEXT
);

CREATE TABLE theme_statements (
    theme_id TEXT NOT NULL REFERENCES themes(id), statement_id TEXT NOT NULL REFERENCES statements(id),
    probability REAL, rank INTEGER, PRIMARY KEY (theme_id, statement_id)
);

CREATE TABLE theme_years (
    theme_id TEXT NOT NULL REFERENCES themes(id), year INTEGER NOT NULL, statements INTEGER, families INTEGER,
    PRIMARY KEY (theme_id, year)
);

CREATE TABLE theme_objects (
    theme_id TEXT NOT NULL REFERENCES themes(id), object TEXT NOT NULL, statements INTEGER, families INTEGER,
    PRIMARY KEY (theme_id, object)
);

-- Which advice answers which complaint, and the pairs of sentences that show it.
CREATE TABLE theme_links (
    frustration_id TEXT NOT NULL REFERENCES themes(id), recommendation_id TEXT NOT NULL REFERENCES themes(id),
    rank INTEGER, strength REAL, families INTEGER, pairs INTEGER, PRIMARY KEY (frustration_id, recommendation_id)
);

CREATE TABLE theme_link_pairs (
    frustration_id TEXT NOT NULL REFERENCES themes(id), recommendation_id TEXT NOT NULL REFERENCES themes(id),
    rank INTEGER NOT NULL, frustration_statement_id TEXT NOT NULL REFERENCES statements(id),
    recommendation_statement_id TEXT NOT NULL REFERENCES statements(id), strength REAL,
    PRIMARY KEY (frustration_id, recommendation_id, rank)
);

CREATE TABLE theme_neighbours (
    theme_id TEXT NOT NULL REFERENCES themes(id), other_id TEXT NOT NULL REFERENCES themes(id), likeness REAL,
    rank INTEGER, PRIMARY KEY (theme_id, other_id)
);

CREATE TABLE statement_neighbours (
    statement_id TEXT NOT NULL REFERENCES statements(id), other_id TEXT NOT NULL REFERENCES statements(id),
    likeness REAL, rank INTEGER, PRIMARY KEY (statement_id, other_id)
);

CREATE TABLE theme_history (
    theme_id TEXT NOT NULL, event TEXT NOT NULL, run_id INTEGER NOT NULL, other_id TEXT, share REAL, detail TEXT,
    PRIMARY KEY (theme_id, run_id, event)
);

CREATE TABLE theme_moves (
    run_id INTEGER NOT NULL, statement_id TEXT NOT NULL, from_id TEXT, to_id TEXT, PRIMARY KEY (run_id, statement_id)
);

-- What people changed by hand, in order.
CREATE TABLE corrections (
    position INTEGER PRIMARY KEY, what TEXT, id TEXT, value TEXT, why TEXT, outcome TEXT, note TEXT
);

-- Counts and shares corrected for the coder's errors, beside the raw ones.
CREATE TABLE prevalence (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, theme_id TEXT REFERENCES themes(id), side TEXT, measure TEXT, raw REAL,
    value REAL, low REAL, high REAL, note TEXT
);

-- Themes that have ended: `other_id` holds most of their statements now, or is null.
CREATE TABLE theme_redirects (theme_id TEXT PRIMARY KEY, other_id TEXT REFERENCES themes(id));

CREATE TABLE runs (
    id INTEGER PRIMARY KEY, command TEXT, started TEXT, finished TEXT, parameters TEXT, versions TEXT, counts TEXT
);

-- How often the coding is right, as measured; value, low and high run from 0 to 1.
CREATE TABLE evaluations (
    id INTEGER PRIMARY KEY, measure TEXT NOT NULL, kind TEXT, value REAL, low REAL, high REAL, n INTEGER, data TEXT,
    coded_by TEXT, note TEXT, measured TEXT
);

-- A theme's page orders its sentences by these alone, and the list of articles counts by them: the wide rows stay unread.
CREATE INDEX idx_statements_theme ON statements(theme_id, article_id, score, id);
CREATE INDEX idx_statements_article ON statements(article_id, kind);
CREATE INDEX idx_statements_source ON statements(source_id);
CREATE INDEX idx_statements_kind ON statements(kind);
CREATE INDEX idx_statements_year ON statements(year);
CREATE INDEX idx_statistics_article ON statistics(article_id, nature);
CREATE INDEX idx_statistics_finding ON statistics(finding_id);
CREATE INDEX idx_findings_study ON findings(study_id);
CREATE INDEX idx_retellings_finding ON retellings(finding_id);
CREATE INDEX idx_finding_links_other ON finding_links(other_id);
CREATE INDEX idx_statement_findings_finding ON statement_findings(finding_id);
CREATE INDEX idx_articles_source ON articles(source_id);
CREATE INDEX idx_articles_year ON articles(year);
CREATE INDEX idx_articles_published ON articles(published IS NULL, published DESC, id);
CREATE INDEX idx_articles_family ON articles(family_id);
CREATE INDEX idx_articles_of_family ON articles(id, family_id);
CREATE INDEX idx_theme_statements_statement ON theme_statements(statement_id);
CREATE INDEX idx_theme_statements_rank ON theme_statements(theme_id, statement_id, rank, probability);

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

CREATE VIEW unanswered_frustrations AS
SELECT themes.id AS theme_id, themes.label AS theme, themes.families, themes.statements, themes.first_year,
       themes.last_year, max(theme_links.strength) AS strongest_answer
FROM themes LEFT JOIN theme_links ON theme_links.frustration_id = themes.id
WHERE themes.kind = 'frustration'
GROUP BY themes.id HAVING coalesce(max(theme_links.families), 0) < 2 ORDER BY themes.families DESC, themes.id;

CREATE VIEW survey_figures AS
SELECT statistics.id AS statistic_id, statistics.value, statistics.unit, statistics.qualifier, statistics.population,
       statistics.claim, statistics.nature, statistics.text, studies.title AS study, studies.organisation,
       sources.name AS publication, articles.title AS article, articles.published, articles.url, statistics.article_id,
       articles.family_id, articles.sample, statistics.study_id, statistics.finding_id
FROM statistics
JOIN articles ON articles.id = statistics.article_id
LEFT JOIN studies ON studies.id = statistics.study_id
LEFT JOIN sources ON sources.id = articles.source_id;

-- What people download of the register: every value told of every finding, with its study and where it was told.
CREATE VIEW survey_register AS
SELECT retellings.id AS retelling_id, findings.claim AS finding, findings.population, retellings.value_as_told,
       retellings.value, findings.unit, findings.nature, retellings.agreement, retellings.claim AS claim_as_told,
       studies.title AS study, studies.organisation, studies.year AS study_year, retellings.year AS year_as_told,
       coalesce(articles.url, retellings.url) AS url, articles.title AS article, retellings.note, retellings.origin,
       retellings.checked, findings.study_id, retellings.finding_id, retellings.statistic_id, retellings.article_id
FROM retellings
JOIN findings ON findings.id = retellings.finding_id
LEFT JOIN studies ON studies.id = findings.study_id
LEFT JOIN articles ON articles.id = retellings.article_id;

CREATE VIEW articles_by_year AS
SELECT year, count(*) AS articles, count(DISTINCT family_id) AS families FROM articles
WHERE year IS NOT NULL GROUP BY year ORDER BY year;
