-- Why: guessing passwords gets slower with each guess, whichever process is asked; and a refresh secret that is shown a
-- second time, after another took its place, tells that somebody copied it.
-- Lock impact: access exclusive on auth_sessions for an instant, no table rewrite.
-- Undo by hand: drop the table, drop the column.

create table sign_in_attempts (
  kind text not null constraint sign_in_attempts_kind_check check (kind in ('account', 'address')),
  subject text not null,
  failures integer not null,
  last_failed_at timestamptz not null,
  locked_until timestamptz,
  constraint sign_in_attempts_pkey primary key (kind, subject)
);
create index sign_in_attempts_last_failed_at_idx on sign_in_attempts (last_failed_at);
comment on table sign_in_attempts is 'Failed sign-ins of the last day, by account and by address of the client.';
comment on column sign_in_attempts.kind is 'account, also one that does not exist; or address.';
comment on column sign_in_attempts.subject is 'E-mail address as typed, lower case; IP address, of IPv6 the /64 network.';
comment on column sign_in_attempts.failures is 'Failures in a row; an attempt counts from its start, and a success takes it away again.';
comment on column sign_in_attempts.last_failed_at is 'When the last one was.';
comment on column sign_in_attempts.locked_until is 'Until then every attempt is refused unseen; null for not.';

alter table auth_sessions add column previous_token text;
comment on column auth_sessions.previous_token is 'Hash of the secret before the last refresh.';
