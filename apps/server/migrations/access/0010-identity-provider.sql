-- Why: an authority that runs an identity provider (OpenID Connect) has its people sign in there, and ends their sign-in there when they
-- leave. What the provider says opens an account only where its owner has linked the two; a name or an address of mail can come to others.
create table access.provider_link (
  id uuid primary key,
  account_id uuid not null references access.account (id),
  -- Keyed token of issuer and subject: a subject may be somebody's number.
  subject_token bytea not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  ended_at timestamptz
);
create unique index one_open_link on access.provider_link (account_id) where ended_at is null;
create unique index one_account_of_a_subject on access.provider_link (subject_token) where ended_at is null;

-- A way to the provider and back that was begun: taken once by being deleted, good for minutes.
create table access.provider_attempt (
  -- Hash of the secret that one window of one browser keeps: nobody ends what another began.
  secret_hash bytea primary key,
  state text not null,
  nonce text not null,
  code_verifier text not null,
  -- The session that links; null where somebody is to sign in.
  session_id uuid references access.session (id),
  expires_at timestamptz not null
);
create index on access.provider_attempt (expires_at);

alter table access.provider_link enable row level security;
alter table access.provider_link force row level security;
alter table access.provider_attempt enable row level security;
alter table access.provider_attempt force row level security;

create policy own on access.provider_link for select using (
  account_id = (select kernel.viewer_account()) or (select kernel.viewer_is_system('sign-in')) or (select kernel.viewer_is_system('restore'))
);
create policy seen_by_administrator on access.provider_link for select using (access.administers_account(account_id));
create policy linked on access.provider_link for insert with check (account_id = (select kernel.viewer_account()) and ended_at is null);
create policy ended on access.provider_link for update using (account_id = (select kernel.viewer_account())) with check (ended_at is not null);
create policy used on access.provider_link for update using ((select kernel.viewer_is_system('sign-in'))) with check (ended_at is null);
create policy ended_by_administrator on access.provider_link for update
  using (access.administers_account(account_id)) with check (ended_at is not null);
create policy ended_by_restore on access.provider_link for update
  using ((select kernel.viewer_is_system('restore'))) with check (ended_at is not null);
create policy drawn on access.provider_attempt using ((select kernel.viewer_is_system('sign-in')));

drop policy entered_by_restore on access.account_action;
create policy entered_by_restore on access.account_action for insert with check (
  (select kernel.viewer_is_system('restore'))
  and verb in ('close', 'end-role', 'end-token', 'end-stand-in', 'reset-password', 'take-password', 'take-factor', 'use-recovery-code', 'end-recovery-codes', 'remove-passkey', 'end-provider-link')
);
grant select, insert, update on access.provider_link to gatehouse_application;
grant select, insert, delete on access.provider_attempt to gatehouse_application;
