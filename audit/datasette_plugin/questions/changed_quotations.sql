-- Which quotations are not what their source says?
-- Quotations whose words, meaning or speaker differ from the source, gravest first, with both sides in words.
select
  quotations.verdict,
  quotations.reason,
  quotations.text as quoted,
  matches.text as source,
  quotations.document_id as quoted_in,
  matches.document_id as found_in,
  quotations.id as quotation_id
from quotations
  join matches on matches.id = quotations.best_match_id
where quotations.furniture = 0
  and quotations.verdict in ('misattributed', 'meaning-changed', 'spliced', 'shortened', 'altered',
    'elided-limit', 'cut-short')
order by
  case quotations.verdict when 'misattributed' then 0 when 'meaning-changed' then 1 else 2 end,
  quotations.document_id, quotations.start
