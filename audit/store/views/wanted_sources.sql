-- Whose words are quoted without a primary source in the folder that holds them.
with sourced as (
  select part.id, part.within, part.continues from matches
    join documents as sources on sources.id = matches.document_id
    join quotations as part on part.id = matches.quotation_id
  where sources.role = 'primary' and sources.is_current
)
select
  coalesce(speakers.name, '(nobody named)') as source,
  coalesce(speakers.kind, 'unknown') as kind,
  count(*) as claims,
  count(distinct quotations.document_id) as documents,
  sum(quotations.kind <> 'indirect') as quoted,
  sum(quotations.kind = 'indirect') as reported,
  group_concat(distinct quotations.document_id) as quoted_in,
  min(quotations.text) as example,
  quotations.speaker_id
from quotations
  join documents on documents.id = quotations.document_id
  left join speakers on speakers.id = quotations.speaker_id
where quotations.furniture = 0
  and quotations.kind <> 'scare'
  and quotations.within is null
  and documents.role = 'report'
  and quotations.id not in (
    select id from sourced
    union select within from sourced where within is not null
    union select continues from sourced where continues is not null
  )
group by quotations.speaker_id
order by claims desc, source
