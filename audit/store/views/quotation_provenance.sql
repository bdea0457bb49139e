-- One row per match, both sides in words.
select
  matches.id as match_id,
  quotations.id as quotation_id,
  speakers.name as speaker,
  quotations.text as quoted,
  matches.text as source,
  matches.relation,
  matches.reason,
  matches.similarity,
  quotations.document_id as quoted_in,
  quotations.start as quoted_start,
  quotations."end" as quoted_end,
  matches.document_id as found_in,
  matches.start as source_start,
  matches."end" as source_end,
  sources.role as source_role,
  matches.id = quotations.best_match_id as is_best
from matches
  join quotations on quotations.id = matches.quotation_id
  join documents as sources on sources.id = matches.document_id
  left join speakers on speakers.id = quotations.speaker_id
