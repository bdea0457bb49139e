-- How far is the review?
-- Findings by level and status, so that an editor sees what is left.
select
  level,
  count(*) as findings,
  sum(status = 'open') as open,
  sum(status = 'confirmed') as confirmed,
  sum(status = 'dismissed') as dismissed,
  sum(status = 'needs-source') as needs_source,
  sum(status = 'fixed') as fixed,
  sum(status = 'gone') as gone
from findings
group by level
order by case level when 'error' then 0 when 'warning' then 1 else 2 end;
