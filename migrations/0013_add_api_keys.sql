-- Why: machines speak to the API with keys of their own, which end, say what they may do, and can be taken back.
-- Lock impact: none, new table. Undo by hand: drop the table.

create table api_keys (
  id uuid constraint api_keys_pkey primary key default gen_random_uuid(),
  user_id uuid not null constraint api_keys_user_id_fkey references users (id) on delete cascade,
  name text not null,
  prefix text not null,
  secret_hash text not null constraint api_keys_secret_hash_key unique,
  scope text not null constraint api_keys_scope_check check (scope in ('read', 'write', 'admin')),
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  last_used_ip text,
  revoked_at timestamptz
);
create index api_keys_user_id_idx on api_keys (user_id);
comment on table api_keys is 'Keys with which machines act for a user.';
comment on column api_keys.id is 'Random id.';
comment on column api_keys.user_id is 'For whom whoever has the key acts.';
comment on column api_keys.name is 'What it is for, in its maker''s words.';
comment on column api_keys.prefix is 'Its beginning, by which it is told from others.';
comment on column api_keys.secret_hash is 'SHA-256 of the key, which is shown once and not kept.';
comment on column api_keys.scope is 'read; write, which includes it; or admin, which includes both and counts only while the user is an administrator.';
comment on column api_keys.expires_at is 'From then on it is refused.';
comment on column api_keys.created_at is 'When it was made.';
comment on column api_keys.last_used_at is 'When it was last used, to the minute.';
comment on column api_keys.last_used_ip is 'Address it was last used from.';
comment on column api_keys.revoked_at is 'When it was taken back; it is refused since.';
