SELECT 'theme_redirects ' || theme_id AS "row", 'it leads to ' || other_id || ', which never was a theme' AS what
FROM theme_redirects
WHERE other_id IS NOT NULL AND other_id NOT IN (SELECT id FROM themes)
  AND other_id NOT IN (SELECT theme_id FROM theme_redirects)
