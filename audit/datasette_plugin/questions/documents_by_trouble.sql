-- Which documents need the most work?
-- Open findings a document, errors first, with what is quoted there.
select
  documents.id as document_id,
  documents.title,
  documents.role,
  sum(findings.level = 'error') as errors,
  sum(findings.level = 'warning') as warnings,
  sum(findings.level = 'note') as notes
from documents
  join findings on findings.document_id = documents.id
where findings.status in ('open', 'confirmed', 'needs-source')
group by documents.id
order by errors desc, warnings desc, notes desc, documents.id
