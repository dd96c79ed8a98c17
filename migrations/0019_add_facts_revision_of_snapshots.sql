-- Why: whether results contain the latest changes was read off what the last run said of the portfolio's risk, which it
-- says of nothing where the last lot is gone or the risk could not be computed, so the answer stayed yes for ever.
-- Lock impact: access exclusive on portfolio_snapshots for an instant, no table rewrite; one row of each portfolio is
-- updated, a row of an older session says null until it is computed again.
-- Undo by hand: drop the column.

alter table portfolio_snapshots add column facts_revision bigint;
comment on column portfolio_snapshots.facts_revision is 'Revision of the portfolio''s facts that the row was computed from; null where that was not kept.';

update portfolio_snapshots s set facts_revision = t.facts_revision
from (
  select distinct on (portfolio_id) portfolio_id, facts_revision from portfolio_run_states
  order by portfolio_id, recorded_at desc
) t
where s.portfolio_id = t.portfolio_id
  and s.as_of = (select max(n.as_of) from portfolio_snapshots n where n.portfolio_id = t.portfolio_id);
