-- Which quotations have no speaker?
-- Marked words of four words or more that nobody is named for.
select
  quotations.text,
  quotations.kind,
  quotations.document_id,
  quotations.start,
  quotations.id as quotation_id
from quotations
where quotations.speaker_text is null
  and quotations.speaker_id is null
  and quotations.kind in ('direct', 'block', 'mixed')
  and quotations.furniture = 0
  and length(quotations.text) - length(replace(quotations.text, ' ', '')) >= 3
order by quotations.document_id, quotations.start;
