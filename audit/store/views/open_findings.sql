-- What still waits for somebody: every finding that is seen by the last run and not settled, worst first.
select
  findings.id,
  findings.level,
  findings.rule_id,
  findings.message,
  findings.document_id,
  findings.start,
  findings."end",
  substr(texts.text, findings.start + 1, min(findings."end" - findings.start, 400)) as text,
  findings.status,
  findings.quotation_id,
  findings.quantity_id,
  findings.match_id,
  findings.quantity_match_id,
  findings.reuse_id
from findings left join texts on texts.document_id = findings.document_id
where findings.status in ('open', 'confirmed', 'needs-source')
order by
  case findings.level when 'error' then 0 when 'warning' then 1 else 2 end,
  findings.document_id, findings.start, findings.rule_id, findings.id
