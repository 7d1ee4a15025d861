-- What happened at which moment
-- Clock times with their day, zone and the moment in UTC.
SELECT d.text, d.start_date, d.hour, d.minute, d.time_zone, d.instant, d.doc_id, d.char_start
FROM dates d
WHERE d.kind = 'time'
ORDER BY d.doc_id, d.char_start
