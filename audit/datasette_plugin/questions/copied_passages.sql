-- What did one document take from another?
-- Passages of eight words or more that stand in two documents, or twice in one, longest first.
select
  reuse.words,
  substr(texts.text, reuse.start + 1, min(reuse."end" - reuse.start, 300)) as passage,
  reuse.document_id,
  reuse.other_document_id,
  reuse.document_id = reuse.other_document_id as repeated_within,
  reuse.id as reuse_id
from reuse
  join texts on texts.document_id = reuse.document_id
where reuse.furniture = 0 and reuse.words >= 8
order by reuse.words desc, reuse.id
