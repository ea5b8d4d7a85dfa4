SELECT findings.id, findings.claim, findings.study_id, findings.population, findings.value, findings.low, findings.high,
       findings.unit, findings.nature, findings.retellings, findings.articles, findings.families, findings.agreement,
       findings.origin, findings.by_hand,
       group_concat(retellings.value_as_told || ' (' || retellings.agreement || ')', '; ') AS told
FROM findings
JOIN (SELECT finding_id, value_as_told, agreement FROM retellings ORDER BY origin, id) AS retellings
  ON retellings.finding_id = findings.id
GROUP BY findings.id
ORDER BY findings.study_id, findings.id
