-- Every stored passage whose words are not what its document holds there. Always empty.
with passages (place, id, document_id, start, "end", text) as (
  select 'paragraphs', id, document_id, start, "end", text from paragraphs
  union all select 'quotations', id, document_id, start, "end", text from quotations
  union all select 'quotations.speaker', id, document_id, speaker_start, speaker_end, speaker_text
    from quotations where speaker_text is not null
  union all select 'quotations.cue', id, document_id, cue_start, cue_end, cue_text
    from quotations where cue_text is not null
  union all select 'quantities', id, document_id, start, "end", text from quantities
  union all select 'quantities.subject', id, document_id, subject_start, subject_end, subject_text
    from quantities where subject_text is not null
  union all select 'quantities.period', id, document_id, period_text_start, period_text_end, period_text
    from quantities where period_text is not null
  union all select 'matches', id, document_id, start, "end", text from matches
)
select
  passages.place,
  passages.id,
  passages.document_id,
  passages.start,
  passages."end",
  passages.text as stored,
  substr(texts.text, passages.start + 1, passages."end" - passages.start) as found
from passages left join texts on texts.document_id = passages.document_id
where found is not passages.text
