-- Everything that a speaker is quoted as saying, across documents.
select
  speakers.name as speaker,
  speakers.kind as speaker_kind,
  quotations.text,
  quotations.kind,
  quotations.verdict,
  quotations.reason,
  quotations.document_id,
  quotations.start,
  quotations."end",
  quotations.speaker_text as named_as,
  quotations.cue_text as cue,
  quotations.id as quotation_id,
  speakers.id as speaker_id
from quotations join speakers on speakers.id = quotations.speaker_id
where quotations.furniture = 0
