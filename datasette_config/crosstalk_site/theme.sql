-- The sentences of a theme, the most typical first, one of every article before the second of any.
WITH chosen AS (
    SELECT statements.id,
           row_number() OVER (
               PARTITION BY coalesce(articles.family_id, articles.id)
               ORDER BY coalesce(theme_statements.rank, 1000000), statements.score DESC, statements.id
           ) AS turn,
           coalesce(theme_statements.rank, 1000000) AS typical,
           statements.score,
           theme_statements.probability
    FROM statements
    JOIN articles ON articles.id = statements.article_id
    LEFT JOIN theme_statements
           ON theme_statements.theme_id = statements.theme_id AND theme_statements.statement_id = statements.id
    WHERE statements.theme_id = :theme
    ORDER BY turn, typical, statements.score DESC, statements.id
    LIMIT :most OFFSET :skip
)
SELECT statements.id, statements.kind, statements.text, statements.start, statements."end", statements.holder,
       statements.target, statements.addressee, statements.article_id,
       statements.speaker, statements.speaker_side, statements.score, statements.not_factual, chosen.probability,
       articles.family_id <> articles.id AS is_copy,
       articles.title, articles.published, articles.author, sources.name AS publication, sources.domain,
       max(0, statements.start - :window) AS window_start,
       substr(articles.text, max(0, statements.start - :window) + 1,
              statements."end" - statements.start + 2 * :window) AS window
FROM chosen
JOIN statements ON statements.id = chosen.id
JOIN articles ON articles.id = statements.article_id
LEFT JOIN sources ON sources.id = articles.source_id
ORDER BY chosen.turn, chosen.typical, chosen.score DESC, chosen.id
