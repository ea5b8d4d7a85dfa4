SELECT 'statistics ' || id AS "row", 'its finding ' || finding_id || ' is not there' AS what
FROM statistics WHERE finding_id IS NOT NULL AND finding_id NOT IN (SELECT id FROM findings)
UNION ALL
SELECT 'statistics ' || id, 'the finding ' || suggested_id || ' that it is like is not there'
FROM statistics WHERE suggested_id IS NOT NULL AND suggested_id NOT IN (SELECT id FROM findings)
UNION ALL
SELECT 'statistics ' || id, 'its value ' || value || ' is not from ' || low || ' to ' || high
FROM statistics WHERE value NOT BETWEEN low - 0.006 AND high + 0.006
UNION ALL
SELECT 'studies ' || id, 'no figure and no finding rests on it, and it is no study of the catalogue'
FROM studies WHERE origin = 'corpus' AND candidate = 1 AND by_hand = 0
  AND id NOT IN (SELECT study_id FROM findings WHERE study_id IS NOT NULL)
  AND id NOT IN (SELECT study_id FROM statistics WHERE study_id IS NOT NULL)
