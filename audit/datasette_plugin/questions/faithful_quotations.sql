-- Which quotations does a primary source bear out word for word?
-- Quotations that a primary document holds verbatim, or with typographic differences only.
select
  quotations.text,
  quotations.verdict,
  quotations.document_id as quoted_in,
  matches.document_id as found_in,
  matches.start as source_start,
  matches."end" as source_end,
  quotations.id as quotation_id
from quotations
  join matches on matches.id = quotations.best_match_id
  join documents on documents.id = matches.document_id
where quotations.verdict in ('verbatim', 'typographic') and documents.role = 'primary'
order by quotations.document_id, quotations.start
