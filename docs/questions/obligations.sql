-- Who must do what by when
-- The duties, permissions and prohibitions of laws and agreements, with their days.
SELECT p.modality, STRING_AGG(k.role, ', ') AS roles, STRING_AGG(k.entity_id, ', ') AS parties, p.effective_date, p.deadline_date, p.duration, p.condition, p.text, p.doc_id, p.char_start
FROM provisions p LEFT JOIN provision_parties k ON k.provision_id = p.provision_id
WHERE p.modality <> 'statement'
GROUP BY p.provision_id, p.modality, p.effective_date, p.deadline_date, p.duration, p.condition, p.text, p.doc_id, p.char_start
ORDER BY p.doc_id, p.char_start
