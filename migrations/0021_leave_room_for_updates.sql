-- Why: a night updates the completion record of each portfolio and job, and what is known of each symbol. Where a page has
-- room for the new version of a row, no index changes with it and the old one is cleared away by the next reader; of full
-- pages, four updates of five wrote an index entry more.
-- Lock impact: share update exclusive for an instant, no table rewrite: pages fill up less from now on.
-- Undo by hand: alter table … reset (fillfactor).

alter table completion_records set (fillfactor = 50);
alter table symbol_universe set (fillfactor = 70);
