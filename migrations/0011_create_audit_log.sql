-- Why: who did what, to what, why, and from where: kept beside the facts, in the transaction that changed them.
-- Lock impact: none, new table. Undo by hand: drop the table, then the function refuse_audit_change.

create table audit_log (
  id bigint generated always as identity constraint audit_log_pkey primary key,
  at timestamptz not null default clock_timestamp(),
  actor_id uuid,
  actor_role text not null,
  via text not null constraint audit_log_via_check check (via in ('api', 'cli', 'program')),
  action text not null,
  subject_kind text not null,
  subject text not null,
  reason text,
  details jsonb not null default '{}',
  request_id text,
  ip_address text
);
create index audit_log_at_idx on audit_log (at);
create index audit_log_actor_id_idx on audit_log (actor_id, id);
create index audit_log_subject_idx on audit_log (subject, id);
comment on table audit_log is 'Who did what, to what and why. Rows are only added; retention alone takes old ones away.';
comment on column audit_log.id is 'Order of the entries.';
comment on column audit_log.at is 'When.';
comment on column audit_log.actor_id is 'User who did it, also after the account is gone; null where nobody was signed in.';
comment on column audit_log.actor_role is 'Role at that time; program for what the program does by itself, anonymous for nobody signed in.';
comment on column audit_log.via is 'api, cli, or program.';
comment on column audit_log.action is 'What was done; docs/operations.md lists the words.';
comment on column audit_log.subject_kind is 'Kind of thing it was done to.';
comment on column audit_log.subject is 'Id of the thing, or the address of an account nobody could sign in to.';
comment on column audit_log.reason is 'Why, in the words of who did it.';
comment on column audit_log.details is 'What changed: field to the value before and after, and what else the action is about. Never a secret.';
comment on column audit_log.request_id is 'Request that did it, as in x-request-id and the log.';
comment on column audit_log.ip_address is 'Address the request came from.';

-- The program owns its tables, so grants would not bind it; this does. Retention says so for its own transaction, and even
-- then nothing of the last 30 days can go.
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if current_setting('sigmasight.audit_retention', true) = 'on' and old.at < now() - interval '30 days' then
      return old;
    end if;
  end if;
  raise exception 'audit_log is append-only: % refused', lower(tg_op) using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function refuse_audit_change();
create trigger audit_log_no_truncate before truncate on audit_log
  for each statement execute function refuse_audit_change();
