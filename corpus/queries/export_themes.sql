SELECT label AS name, kind, description AS definition, families AS articles, articles - families AS copies,
       statements, sources AS publications,
       by_cmo AS "by marketing (CMO)", by_cio AS "by IT (CIO)", by_both AS "by both", by_org AS "by the firm",
       by_other AS "by others", by_none AS "side not told", first_year AS "first year", last_year AS "last year",
       keywords, coalesce(code, 'new') AS code, id AS theme_id
FROM themes ORDER BY families DESC, statements DESC, id
