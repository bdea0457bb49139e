-- The same quotation in several places: how often, who first, which variant is closest to the primary source.
select
  families.id as family_id,
  families.quotations,
  families.documents,
  quotations.text,
  quotations.document_id,
  speakers.name as speaker,
  quotations.verdict,
  quotations.reason,
  quotations.id = families.first_quotation_id as is_first,
  quotations.id = families.closest_quotation_id as is_closest,
  documents.published,
  quotations.id as quotation_id
from families
  join quotations on quotations.family_id = families.id
  join documents on documents.id = quotations.document_id
  left join speakers on speakers.id = quotations.speaker_id
order by families.quotations desc, families.id, documents.published, quotations.document_id, quotations.start
