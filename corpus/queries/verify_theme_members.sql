SELECT 'theme_statements ' || ts.theme_id || ', ' || ts.statement_id AS "row",
       CASE WHEN t.id IS NULL THEN 'the theme is not there'
            WHEN s.id IS NULL THEN 'the statement is not there'
            ELSE 'a ' || s.kind || ' in a theme of ' || t.kind || 's' END AS what
FROM theme_statements ts
LEFT JOIN themes t ON t.id = ts.theme_id
LEFT JOIN statements s ON s.id = ts.statement_id
WHERE t.id IS NULL OR s.id IS NULL OR s.kind != t.kind
UNION ALL
SELECT 'themes ' || id, 'it has no statements' FROM themes WHERE id NOT IN (SELECT theme_id FROM theme_statements)
