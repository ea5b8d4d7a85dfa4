-- What was taken out for good: hashes alone, by which a later crawl or import knows what not to bring back.

CREATE TABLE forgotten (
    kind TEXT NOT NULL CHECK (kind IN ('url', 'domain', 'person', 'text', 'block')),
    sha256 TEXT NOT NULL,
    forgotten_at TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (kind, sha256)
);
