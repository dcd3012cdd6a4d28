-- Why: a code can be typed into a page that only looks like this one. A passkey signs for the address it was made at, by a key that
-- never leaves its device, which has looked who holds it (W3C Web Authentication): the second factor after the password, or both at once.
create table access.passkey (
  id uuid primary key,
  account_id uuid not null references access.account (id),
  name text not null,
  -- How device and node call it: random, drawn by the device.
  credential_id bytea not null unique,
  public_key bytea not null,
  transports text[] not null,
  -- How often the device says it was used; 0 for ever where it does not count.
  sign_count bigint not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  ended_at timestamptz
);
create index on access.passkey (account_id) where ended_at is null;

-- What a passkey has to sign: drawn here, taken once by being deleted, good for minutes.
create table access.passkey_challenge (
  id uuid primary key,
  challenge text not null,
  -- Whose it is; null where whoever holds a passkey signs in by it alone.
  account_id uuid references access.account (id),
  -- The session that adds a passkey; null where one is to sign in.
  session_id uuid references access.session (id),
  expires_at timestamptz not null,
  check (session_id is null or account_id is not null)
);
create index on access.passkey_challenge (expires_at);

alter table access.passkey enable row level security;
alter table access.passkey force row level security;
alter table access.passkey_challenge enable row level security;
alter table access.passkey_challenge force row level security;

create policy own on access.passkey for select using (
  account_id = (select kernel.viewer_account()) or (select kernel.viewer_is_system('sign-in')) or (select kernel.viewer_is_system('restore'))
);
create policy added on access.passkey for insert with check (account_id = (select kernel.viewer_account()));
create policy changed on access.passkey for update using (
  account_id = (select kernel.viewer_account()) or (select kernel.viewer_is_system('sign-in'))
);
create policy ended_by_restore on access.passkey for update
  using ((select kernel.viewer_is_system('restore'))) with check (ended_at is not null);
-- As of the other factors: an administrator ends them, and nothing in a row opens anything.
create policy seen_to_end on access.passkey for select using (access.administers_account(account_id));
create policy ended_by_administrator on access.passkey for update
  using (access.administers_account(account_id)) with check (ended_at is not null);
create policy drawn on access.passkey_challenge using ((select kernel.viewer_is_system('sign-in')));

drop policy entered_by_restore on access.account_action;
create policy entered_by_restore on access.account_action for insert with check (
  (select kernel.viewer_is_system('restore'))
  and verb in ('close', 'end-role', 'end-token', 'end-stand-in', 'reset-password', 'take-password', 'take-factor', 'use-recovery-code', 'end-recovery-codes', 'remove-passkey')
);
grant select, insert, update on access.passkey to gatehouse_application;
grant select, insert, delete on access.passkey_challenge to gatehouse_application;
