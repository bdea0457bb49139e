-- Who is quoted saying what, and where?
-- Every quotation and reported clause with its speaker, most quoted speakers first.
select
  coalesce(speakers.name, quotations.speaker_text, '(nobody named)') as speaker,
  quotations.text,
  quotations.kind,
  quotations.verdict,
  quotations.document_id,
  quotations.start,
  quotations.id as quotation_id
from quotations
  left join speakers on speakers.id = quotations.speaker_id
where quotations.furniture = 0 and quotations.kind <> 'scare'
order by
  count(*) over (partition by coalesce(speakers.name, quotations.speaker_text)) desc,
  speaker, quotations.document_id, quotations.start
