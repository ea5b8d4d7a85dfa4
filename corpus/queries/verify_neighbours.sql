SELECT 'theme_neighbours ' || theme_id || ', ' || other_id AS "row", 'its likeness is ' || likeness AS what
FROM theme_neighbours WHERE likeness NOT BETWEEN -1.001 AND 1.001 OR theme_id = other_id
UNION ALL
SELECT 'statement_neighbours ' || statement_id || ', ' || other_id, 'its likeness is ' || likeness
FROM statement_neighbours WHERE likeness NOT BETWEEN -1.001 AND 1.001 OR statement_id = other_id
UNION ALL
SELECT 'statement_neighbours ' || n.statement_id || ', ' || n.other_id, 'they are of two kinds, or of one article'
FROM statement_neighbours n JOIN statements a ON a.id = n.statement_id JOIN statements b ON b.id = n.other_id
WHERE a.kind != b.kind OR a.article_id = b.article_id
