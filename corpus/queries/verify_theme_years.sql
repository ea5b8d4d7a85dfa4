WITH counted AS (
    SELECT ts.theme_id, CAST(substr(a.published, 1, 4) AS INTEGER) AS year, count(*) AS statements,
           count(DISTINCT a.family_id) AS families
    FROM theme_statements ts JOIN statements s ON s.id = ts.statement_id JOIN articles a ON a.id = s.article_id
    WHERE a.published IS NOT NULL GROUP BY 1, 2
)
SELECT 'theme_years ' || coalesce(y.theme_id, c.theme_id) || ', ' || coalesce(y.year, c.year) AS "row",
       CASE WHEN y.year IS NULL THEN 'the year is missing'
            WHEN c.year IS NULL THEN 'no statement of the theme is of that year'
            ELSE 'statements ' || y.statements || ' and families ' || y.families || ', counted again '
                 || c.statements || ' and ' || c.families END AS what
FROM theme_years y FULL JOIN counted c ON c.theme_id = y.theme_id AND c.year = y.year
WHERE y.year IS NULL OR c.year IS NULL OR y.statements != c.statements OR y.families != c.families
