-- Pairs of figures that do not say the same: both figures, both sentences, and why.
with sides as (
  select
    quantities.*,
    paragraphs.text as paragraph
  from quantities left join paragraphs
    on paragraphs.document_id = quantities.document_id
    and paragraphs.start <= quantities.start and quantities."end" <= paragraphs."end"
)
select
  quantity_matches.id,
  quantity_matches.relation,
  a.text as figure,
  b.text as other_figure,
  quantity_matches.difference_percent,
  quantity_matches.reason,
  a.subject_text as counted,
  a.period_text as period,
  b.period_text as other_period,
  a.document_id as document_id,
  b.document_id as other_document_id,
  a.paragraph as paragraph,
  b.paragraph as other_paragraph,
  a.id as quantity_id,
  b.id as other_quantity_id
from quantity_matches
  join sides as a on a.id = quantity_matches.quantity_id
  join sides as b on b.id = quantity_matches.other_quantity_id
where quantity_matches.relation in ('conflict', 'near', 'unresolved')
