-- One row a theme: its text families by whose pain it is (frustrations) or who should act (recommendations).
-- only_cmo, only_cio, shared and rest add up to families; any_cmo, any_cio and any_both may overlap.
WITH said AS (
    SELECT statements.theme_id, coalesce(articles.family_id, articles.id) AS family,
           count(*) AS sentences,
           max(CASE statements.kind WHEN 'frustration' THEN holder ELSE addressee END = 'cmo') AS cmo,
           max(CASE statements.kind WHEN 'frustration' THEN holder ELSE addressee END = 'cio') AS cio,
           max(CASE statements.kind WHEN 'frustration' THEN holder ELSE addressee END = 'both') AS shared
    FROM statements JOIN articles ON articles.id = statements.article_id
    WHERE statements.theme_id IS NOT NULL /* years */
    GROUP BY 1, 2
)
SELECT themes.id, themes.kind, themes.label, themes.description, themes.firmness,
       themes.sources, themes.first_year, themes.last_year,
       count(said.family) AS families,
       coalesce(sum(sentences), 0) AS statements,
       coalesce(sum(cmo), 0) AS any_cmo,
       coalesce(sum(cio), 0) AS any_cio,
       coalesce(sum(shared), 0) AS any_both,
       coalesce(sum(cmo AND NOT cio AND NOT shared), 0) AS only_cmo,
       coalesce(sum(cio AND NOT cmo AND NOT shared), 0) AS only_cio,
       coalesce(sum(shared OR (cmo AND cio)), 0) AS shared,
       coalesce(sum(NOT coalesce(cmo, 0) AND NOT coalesce(cio, 0) AND NOT coalesce(shared, 0)), 0) AS rest
FROM themes LEFT JOIN said ON said.theme_id = themes.id
GROUP BY themes.id
ORDER BY families DESC, statements DESC, themes.label, themes.id
