-- Why: history that grows every night must end somewhere; one process a day clears it, and says what it did.
-- Lock impact: share lock on provider_fetches and batch_run_history while their indexes are made. Undo by hand: drop the
-- table and both indexes.

create table upkeep (
  task text constraint upkeep_pkey primary key,
  claimed_at timestamptz not null,
  finished_at timestamptz,
  outcome jsonb
);
comment on table upkeep is 'Work that one process does once a day for the whole installation.';
comment on column upkeep.task is 'What is done.';
comment on column upkeep.claimed_at is 'When a process last took it up; the next one may a day later.';
comment on column upkeep.finished_at is 'When it was last done; null where that process ended on the way.';
comment on column upkeep.outcome is 'What was done: rows by kind.';

create index provider_fetches_fetched_at_idx on provider_fetches (fetched_at);
create index batch_run_history_finished_at_idx on batch_run_history (finished_at);
