WITH RECURSIVE ways AS (
    SELECT theme_id AS start, other_id AS at, 1 AS steps FROM theme_redirects WHERE other_id IS NOT NULL
    UNION ALL
    SELECT w.start, r.other_id, w.steps + 1 FROM ways w JOIN theme_redirects r ON r.theme_id = w.at
    WHERE r.other_id IS NOT NULL AND w.steps <= (SELECT count(*) FROM theme_redirects)
)
SELECT 'theme_redirects ' || theme_id AS "row", 'it leads to ' || other_id || ', which never was a theme' AS what
FROM theme_redirects
WHERE other_id IS NOT NULL AND other_id NOT IN (SELECT id FROM themes)
  AND other_id NOT IN (SELECT theme_id FROM theme_redirects)
UNION ALL
SELECT DISTINCT 'theme_redirects ' || start, 'it leads back to itself' FROM ways WHERE at = start
UNION ALL
SELECT 'theme_redirects ' || theme_id, 'it is a theme still' FROM theme_redirects
WHERE theme_id IN (SELECT id FROM themes)
