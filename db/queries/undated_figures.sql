-- Which figures cannot be dated?
-- Figures whose period words, such as “last year”, wait for the document's date of publication.
select
  quantities.text,
  quantities.subject_text,
  quantities.period_text,
  quantities.period_basis,
  quantities.document_id,
  quantities.id as quantity_id
from quantities
  join documents on documents.id = quantities.document_id
where quantities.furniture = 0
  and quantities.period_text is not null
  and quantities.period_start is null
order by quantities.document_id, quantities.start;
