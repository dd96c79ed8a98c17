-- Why: whoever knows an address could keep its account closed for its owner too. Failures now close an account for the
-- network that they come from; those of all networks together only pause it, and not for a network that its owner signs
-- in from. Who is signed in and gives the password again is counted by the sign-in.
-- Lock impact: access exclusive on sign_in_attempts for an instant; the table holds days, not history.
-- Undo by hand: drop the column, delete the rows of the new kinds, narrow the check.

delete from sign_in_attempts where kind = 'account';
alter table sign_in_attempts drop constraint sign_in_attempts_kind_check;
alter table sign_in_attempts add constraint sign_in_attempts_kind_check
  check (kind in ('account', 'address', 'account-network', 'sign-in'));
alter table sign_in_attempts add column succeeded_at timestamptz;

comment on table sign_in_attempts is 'Failed sign-ins of the last day, and the networks that accounts were signed in from in the last 90 days.';
comment on column sign_in_attempts.kind is 'account-network; account: from all other networks together; address, for all accounts; sign-in: the password given again by who is signed in.';
comment on column sign_in_attempts.subject is 'E-mail address as typed, lower case, also one without an account; IP address, of IPv6 the /64 network; both, with a blank between; or the id of the session, of the user where there is none.';
comment on column sign_in_attempts.succeeded_at is 'When an attempt last succeeded; null for never.';
