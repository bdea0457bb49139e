-- Which primary sources are missing?
-- Whose words are quoted without the primary source in the folder, by how many claims wait for it.
select source, kind, claims, documents, quoted, reported, example
from wanted_sources
order by claims desc, source
