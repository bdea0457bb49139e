-- Which figures contradict each other?
-- Pairs of figures that cannot both be right, the widest apart first.
select
  figure,
  other_figure,
  counted,
  round(difference_percent, 1) as difference_percent,
  reason,
  document_id,
  other_document_id,
  id as quantity_match_id
from number_conflicts
where relation in ('conflict', 'near')
order by difference_percent desc, id;
