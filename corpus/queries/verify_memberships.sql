SELECT 'statements ' || statement_id AS "row", 'it stands in ' || count(*) || ' themes' AS what
FROM theme_statements GROUP BY statement_id HAVING count(*) > 1
UNION ALL
SELECT 'theme_statements ' || theme_id || ', ' || statement_id, 'its probability is ' || probability
FROM theme_statements WHERE probability NOT BETWEEN 0 AND 1
UNION ALL
SELECT 'themes ' || theme_id, 'its ranks are not each given once'
FROM theme_statements GROUP BY theme_id HAVING count(DISTINCT rank) != count(*) OR max(rank) - min(rank) != count(*) - 1
