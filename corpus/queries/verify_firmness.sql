SELECT 'themes ' || id AS "row", 'its firmness is ' || firmness || ', at the lowest ' || coalesce(firmness_low, 'not told') AS what
FROM themes WHERE firmness IS NOT NULL AND (firmness NOT BETWEEN 0 AND 1 OR firmness_low NOT BETWEEN 0 AND 1 OR firmness_low > firmness + 1e-9)
