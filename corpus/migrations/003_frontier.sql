-- The frontier: an address has its row from the moment it is met, and a crawl that was stopped goes on from these rows.

ALTER TABLE pages ADD COLUMN host TEXT NOT NULL DEFAULT '';
ALTER TABLE pages ADD COLUMN depth INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pages ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pages ADD COLUMN reason TEXT;
ALTER TABLE pages ADD COLUMN referrer TEXT;
ALTER TABLE pages ADD COLUMN queued INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pages ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pages ADD COLUMN redirects INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pages ADD COLUMN crawl_id INTEGER;
ALTER TABLE pages ADD COLUMN part_of TEXT;
ALTER TABLE pages ADD COLUMN claims TEXT;
ALTER TABLE pages ADD COLUMN text_sha256 TEXT;

-- Rows of an older version: what stands between :// and the next slash, without www. and without a port.
UPDATE pages SET host = lower(substr(url, instr(url, '://') + 3)) WHERE url LIKE 'http%';
UPDATE pages SET host = substr(host, 1, instr(host || '/', '/') - 1);
UPDATE pages SET host = substr(host, 5) WHERE host LIKE 'www.%';
UPDATE pages SET outcome = 'robots_txt' WHERE outcome = 'listing' AND url LIKE '%/robots.txt';

CREATE INDEX idx_pages_queue ON pages(host, priority DESC, depth, url) WHERE queued = 1;
CREATE INDEX idx_pages_host ON pages(host, outcome);
CREATE INDEX idx_pages_crawl ON pages(crawl_id, outcome) WHERE crawl_id IS NOT NULL;
CREATE INDEX idx_pages_part_of ON pages(part_of) WHERE part_of IS NOT NULL;
CREATE INDEX idx_pages_claims ON pages(claims) WHERE claims IS NOT NULL;
CREATE INDEX idx_pages_text ON pages(text_sha256) WHERE text_sha256 IS NOT NULL;
CREATE INDEX idx_pages_article ON pages(article_id) WHERE article_id IS NOT NULL;

-- A crawl without `finished` was stopped: the same start addresses go on with it.
CREATE TABLE crawls (
    id INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT, starts TEXT NOT NULL
);

-- Pages of an article whose last page has not come yet, as JSON: they are joined and leave when it has.
CREATE TABLE page_parts (
    url TEXT PRIMARY KEY, first_url TEXT NOT NULL, number INTEGER NOT NULL, page TEXT NOT NULL
);
CREATE INDEX idx_page_parts_first ON page_parts(first_url);
