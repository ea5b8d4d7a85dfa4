SELECT studies.id, studies.title, studies.organisation, studies.sponsor, studies.year, studies.sample,
       studies.population, studies.origin, studies.candidate, studies.by_hand, count(findings.id) AS findings,
       coalesce(sum(findings.retellings), 0) AS retellings
FROM studies
LEFT JOIN findings ON findings.study_id = studies.id
GROUP BY studies.id
ORDER BY studies.candidate, studies.year, studies.id
