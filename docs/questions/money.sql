-- Amounts of money, the largest first
-- Amounts of one currency are comparable, those of several are not.
SELECT f.unit AS currency, f.value, f.lower, f.upper, f.text, f.property, f.subject_id AS subject, f.subject_text, f.agent_id AS payer, f.recipient_id AS payee, d.start_date AS date, f.status, s.speaker_id AS claimed_by, f.doc_id, f.char_start
FROM figures f LEFT JOIN dates d ON d.date_id = f.date_id LEFT JOIN statements s ON s.statement_id = f.statement_id
WHERE f.kind = 'money'
ORDER BY currency, COALESCE(f.value, f.upper, f.lower) DESC, f.doc_id, f.char_start
