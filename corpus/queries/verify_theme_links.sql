SELECT 'theme_links ' || l.frustration_id || ', ' || l.recommendation_id AS "row", 'it joins a ' || f.kind || ' with a ' || r.kind AS what
FROM theme_links l JOIN themes f ON f.id = l.frustration_id JOIN themes r ON r.id = l.recommendation_id
WHERE f.kind != 'frustration' OR r.kind != 'recommendation'
UNION ALL
SELECT 'theme_link_pairs ' || p.frustration_id || ', ' || p.recommendation_id || ', ' || p.rank, 'its sentences do not stand in those themes'
FROM theme_link_pairs p
WHERE NOT EXISTS (SELECT 1 FROM theme_statements WHERE theme_id = p.frustration_id AND statement_id = p.frustration_statement_id)
   OR NOT EXISTS (SELECT 1 FROM theme_statements WHERE theme_id = p.recommendation_id AND statement_id = p.recommendation_statement_id)
   OR NOT EXISTS (SELECT 1 FROM theme_links WHERE frustration_id = p.frustration_id AND recommendation_id = p.recommendation_id)
