-- Why: runs are deleted by retention and their states with them, which walked the whole table for each run; and the
-- comment promised more than the table keeps: a run that computes a portfolio again replaces its own row.
-- Lock impact: writes to portfolio_run_states wait while the index is built, seconds for millions of rows.
-- Undo by hand: drop index portfolio_run_states_run_id_idx.

create index portfolio_run_states_run_id_idx on portfolio_run_states (run_id);
comment on table portfolio_run_states is 'What a run said of a portfolio at its last session, and what it was computed from; no other run replaces it.';
