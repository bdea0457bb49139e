-- Where do these words stand?
-- Paragraphs that hold the words you type, best first. Put a phrase between double quotation marks.
select
  paragraphs.document_id,
  paragraphs.text,
  paragraphs.start,
  paragraphs."end"
from paragraphs_fts
  join paragraphs on paragraphs.rowid = paragraphs_fts.rowid
where paragraphs_fts match :words
order by paragraphs_fts.rank
limit 100
