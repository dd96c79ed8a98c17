-- Why: the truth about the batch: what was asked, what was planned, what is done, what went wrong.
-- Lock impact: none, new tables. Undo by hand: drop the tables in reverse order.

create table batch_run_history (
  id uuid constraint batch_run_history_pkey primary key default gen_random_uuid(),
  trigger text not null constraint batch_run_history_trigger_check check (trigger in ('onboarding', 'nightly', 'admin')),
  scope text not null,
  portfolio_id uuid constraint batch_run_history_portfolio_id_fkey references portfolios (id) on delete cascade,
  from_session date,
  to_session date not null,
  force boolean not null default false,
  triggered_by text not null,
  reason text,
  retry_of uuid,
  follow_up_of uuid,
  status text not null default 'queued' constraint batch_run_history_status_check
    check (status in ('queued', 'running', 'cancelling', 'completed', 'partial', 'failed', 'cancelled')),
  percent_complete double precision not null default 0,
  error_code text,
  error_message text,
  error_hint text,
  error_phase text,
  requested_at timestamptz not null default now(),
  started_at timestamptz,
  progressed_at timestamptz not null default now(),
  finished_at timestamptz,
  constraint batch_run_history_finished_check
    check ((finished_at is not null) = (status in ('completed', 'partial', 'failed', 'cancelled')))
);
create unique index batch_run_history_active_scope_key on batch_run_history (scope)
  where status in ('queued', 'running', 'cancelling');
create index batch_run_history_requested_at_idx on batch_run_history (requested_at desc);
create index batch_run_history_portfolio_id_idx on batch_run_history (portfolio_id, requested_at desc);
comment on table batch_run_history is 'Every run, from its request to its one terminal status.';
comment on column batch_run_history.id is 'Random id.';
comment on column batch_run_history.trigger is 'Why the run exists.';
comment on column batch_run_history.scope is 'What it covers: all, or portfolio:<id>. Unique among active runs.';
comment on column batch_run_history.portfolio_id is 'The portfolio of a portfolio run.';
comment on column batch_run_history.from_session is 'First session to compute; null means the earliest entry.';
comment on column batch_run_history.to_session is 'Last session to compute.';
comment on column batch_run_history.force is 'Whether completion records are ignored.';
comment on column batch_run_history.triggered_by is 'trigger:user id, or trigger:schedule.';
comment on column batch_run_history.reason is 'Why it was cancelled or requested, in words.';
comment on column batch_run_history.retry_of is 'The run this one repeats.';
comment on column batch_run_history.follow_up_of is 'The run after which facts had changed.';
comment on column batch_run_history.status is 'queued, running, cancelling, completed, partial, failed or cancelled.';
comment on column batch_run_history.percent_complete is 'Highest progress reached, 0 to 100; never goes down.';
comment on column batch_run_history.error_code is 'Code of a failure.';
comment on column batch_run_history.error_message is 'What happened.';
comment on column batch_run_history.error_hint is 'What to do.';
comment on column batch_run_history.error_phase is 'Phase in which it happened.';
comment on column batch_run_history.requested_at is 'When it was requested.';
comment on column batch_run_history.started_at is 'When a worker took it up.';
comment on column batch_run_history.progressed_at is 'When a unit last completed; the deadline counts from here.';
comment on column batch_run_history.finished_at is 'When it ended.';

create table batch_phases (
  run_id uuid not null constraint batch_phases_run_id_fkey references batch_run_history (id) on delete cascade,
  phase text not null,
  position smallint not null,
  weight double precision not null,
  status text not null default 'pending' constraint batch_phases_status_check
    check (status in ('pending', 'running', 'completed', 'partial', 'failed', 'cancelled')),
  units_total integer not null default 0,
  units_done integer not null default 0,
  units_failed integer not null default 0,
  items_total integer not null default 0,
  items_done integer not null default 0,
  rows_written bigint not null default 0,
  started_at timestamptz,
  finished_at timestamptz,
  constraint batch_phases_pkey primary key (run_id, phase)
);
comment on table batch_phases is 'The phases of a run with their counters.';
comment on column batch_phases.run_id is 'The run.';
comment on column batch_phases.phase is 'Name of the phase.';
comment on column batch_phases.position is 'Place in the list.';
comment on column batch_phases.weight is 'Its share in the percentage, relative to the others.';
comment on column batch_phases.status is 'pending, running, completed, partial, failed or cancelled.';
comment on column batch_phases.units_total is 'Units planned.';
comment on column batch_phases.units_done is 'Units that ended, failed ones included.';
comment on column batch_phases.units_failed is 'Units that failed, or completed without some of their subjects.';
comment on column batch_phases.items_total is 'Symbols, or portfolio sessions, planned.';
comment on column batch_phases.items_done is 'Symbols, or portfolio sessions, done.';
comment on column batch_phases.rows_written is 'Rows stored.';
comment on column batch_phases.started_at is 'When it was planned.';
comment on column batch_phases.finished_at is 'When its last unit ended.';

create table batch_units (
  run_id uuid not null,
  phase text not null,
  unit integer not null,
  job text not null,
  subjects text[] not null,
  from_session date not null,
  to_session date not null,
  items integer not null,
  status text not null default 'planned' constraint batch_units_status_check
    check (status in ('planned', 'running', 'completed', 'partial', 'failed', 'split', 'cancelled')),
  attempts smallint not null default 0,
  errors smallint not null default 0,
  worker_id uuid,
  rows_written integer not null default 0,
  error_code text,
  error_message text,
  started_at timestamptz,
  finished_at timestamptz,
  constraint batch_units_pkey primary key (run_id, phase, unit),
  constraint batch_units_phase_fkey foreign key (run_id, phase) references batch_phases (run_id, phase) on delete cascade
);
comment on table batch_units is 'Subjects times sessions of one phase, claimed and committed together. Its row is checkpoint and fence.';
comment on column batch_units.run_id is 'The run.';
comment on column batch_units.phase is 'The phase.';
comment on column batch_units.unit is 'Number within the phase.';
comment on column batch_units.job is 'Which of the phase''s jobs; the phase''s own name where it has one.';
comment on column batch_units.subjects is 'Symbols or portfolio ids.';
comment on column batch_units.from_session is 'First session.';
comment on column batch_units.to_session is 'Last session.';
comment on column batch_units.items is 'Symbols, or portfolio sessions, it counts for.';
comment on column batch_units.status is 'planned, running, completed, partial, failed, split or cancelled.';
comment on column batch_units.attempts is 'Times it was taken up.';
comment on column batch_units.errors is 'Times it threw.';
comment on column batch_units.worker_id is 'Worker that took it last.';
comment on column batch_units.rows_written is 'Rows stored.';
comment on column batch_units.error_code is 'Code of its last error.';
comment on column batch_units.error_message is 'Its last error.';
comment on column batch_units.started_at is 'When it was last taken up.';
comment on column batch_units.finished_at is 'When it ended.';

create table unit_failures (
  run_id uuid not null constraint unit_failures_run_id_fkey references batch_run_history (id) on delete cascade,
  phase text not null,
  job text not null,
  subject text not null,
  code text not null,
  message text not null,
  failed_at timestamptz not null default now(),
  constraint unit_failures_pkey primary key (run_id, phase, job, subject)
);
comment on table unit_failures is 'What a run could not compute: one row a subject and job.';
comment on column unit_failures.run_id is 'The run.';
comment on column unit_failures.phase is 'The phase.';
comment on column unit_failures.job is 'The job of the phase.';
comment on column unit_failures.subject is 'Symbol or portfolio id.';
comment on column unit_failures.code is 'Error code.';
comment on column unit_failures.message is 'What happened.';
comment on column unit_failures.failed_at is 'When.';

create table completion_records (
  job text not null,
  subject text not null,
  input_version text not null,
  sessions datemultirange not null,
  run_id uuid not null,
  completed_at timestamptz not null default now(),
  constraint completion_records_pkey primary key (job, subject)
);
comment on table completion_records is 'Which sessions of a subject are computed, and from which inputs. The plan is what is missing here.';
comment on column completion_records.job is 'The job of a phase.';
comment on column completion_records.subject is 'Symbol or portfolio id.';
comment on column completion_records.input_version is 'Fingerprint of the inputs and the method; another one makes all its sessions missing.';
comment on column completion_records.sessions is 'Sessions done, as half-open date ranges that end at the next session.';
comment on column completion_records.run_id is 'Run that last added to it.';
comment on column completion_records.completed_at is 'When.';

create table run_events (
  run_id uuid not null constraint run_events_run_id_fkey references batch_run_history (id) on delete cascade,
  seq bigint generated always as identity,
  at timestamptz not null default clock_timestamp(),
  level text not null constraint run_events_level_check check (level in ('info', 'warning', 'error')),
  phase text,
  subject text,
  code text,
  message text not null,
  constraint run_events_pkey primary key (run_id, seq)
);
comment on table run_events is 'Append-only log of a run: one row a noteworthy step.';
comment on column run_events.run_id is 'The run.';
comment on column run_events.seq is 'Order; the id of a server-sent event.';
comment on column run_events.at is 'When.';
comment on column run_events.level is 'info, warning or error.';
comment on column run_events.phase is 'Phase it happened in.';
comment on column run_events.subject is 'Symbol or portfolio it is about.';
comment on column run_events.code is 'Error or finding code.';
comment on column run_events.message is 'In words.';

create table findings (
  job text not null,
  owner text not null,
  subject text not null,
  code text not null,
  severity text not null constraint findings_severity_check check (severity in ('info', 'warning', 'error')),
  session date,
  message text not null,
  run_id uuid,
  found_at timestamptz not null default now(),
  constraint findings_pkey primary key (owner, job, subject, code)
);
create index findings_run_id_idx on findings (run_id) where severity = 'error';
comment on table findings is 'What the user should know about the data behind the current results. Replaced whenever they are computed again.';
comment on column findings.job is 'Job that found it; import for the positions file.';
comment on column findings.owner is 'Portfolio id, or the symbol of a symbol phase.';
comment on column findings.subject is 'Symbol, position id, factor or portfolio id it is about.';
comment on column findings.code is 'Finding code.';
comment on column findings.severity is 'info, warning or error.';
comment on column findings.session is 'Session it is about.';
comment on column findings.message is 'In words.';
comment on column findings.run_id is 'Run that found it; null for the import.';
comment on column findings.found_at is 'When.';

create table batch_workers (
  id uuid constraint batch_workers_pkey primary key,
  host text not null,
  pid integer not null,
  started_at timestamptz not null default now(),
  heartbeat_at timestamptz not null default now(),
  stopped_at timestamptz
);
create index batch_workers_heartbeat_at_idx on batch_workers (heartbeat_at);
comment on table batch_workers is 'Processes that take units.';
comment on column batch_workers.id is 'Random id of the process.';
comment on column batch_workers.host is 'Machine.';
comment on column batch_workers.pid is 'Process id.';
comment on column batch_workers.started_at is 'When it started.';
comment on column batch_workers.heartbeat_at is 'Last sign of life.';
comment on column batch_workers.stopped_at is 'When it stopped cleanly.';

create table nightly_sessions (
  session date constraint nightly_sessions_pkey primary key,
  run_id uuid,
  requested_at timestamptz not null default now()
);
comment on table nightly_sessions is 'Sessions for which a nightly run was requested; one row makes it happen once.';
comment on column nightly_sessions.session is 'Last session the run covers.';
comment on column nightly_sessions.run_id is 'The run; null for the session at which the installation began.';
comment on column nightly_sessions.requested_at is 'When.';
