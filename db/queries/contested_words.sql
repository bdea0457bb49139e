-- Which words are given to two speakers?
-- Families of one quotation that different documents give to different speakers.
select
  families.text,
  count(distinct quotations.speaker_id) as speakers,
  group_concat(distinct speakers.name) as names,
  families.documents,
  families.id as family_id
from families
  join quotations on quotations.family_id = families.id
  join speakers on speakers.id = quotations.speaker_id
group by families.id
having count(distinct quotations.speaker_id) > 1
order by families.documents desc, families.id;
