-- What corrections did to articles and statements: what a field was and what it is now, so that a correction can be taken back.

CREATE TABLE by_hand (
    position INTEGER NOT NULL, line TEXT NOT NULL, article_id TEXT NOT NULL REFERENCES articles(id),
    row_id TEXT NOT NULL, field TEXT NOT NULL, was TEXT, value TEXT, PRIMARY KEY (position, row_id, field)
);
CREATE INDEX idx_by_hand_article ON by_hand(article_id);
