SELECT 'findings ' || f.id AS "row", 'retellings is ' || f.retellings || ', there are ' || count(r.id) AS what
FROM findings f LEFT JOIN retellings r ON r.finding_id = f.id GROUP BY f.id HAVING f.retellings != count(r.id)
UNION ALL
SELECT 'retellings ' || r.id, 'its figure ' || r.statistic_id || ' is not there'
FROM retellings r WHERE r.statistic_id IS NOT NULL AND r.statistic_id NOT IN (SELECT id FROM statistics)
UNION ALL
SELECT 'findings ' || f.id, 'families is ' || f.families || ', counted again ' || count(DISTINCT a.family_id)
FROM findings f JOIN retellings r ON r.finding_id = f.id JOIN articles a ON a.id = r.article_id
GROUP BY f.id HAVING f.families != count(DISTINCT a.family_id)
UNION ALL
SELECT 'statement_findings ' || sf.statement_id, 'the statement is not there'
FROM statement_findings sf WHERE sf.statement_id NOT IN (SELECT id FROM statements)
