-- Why: whoever lost device and codes is let in again by two administrators, the one who proposes and the one who confirms; what one of
-- them could do alone would be a way past the second factor.
create table access.recovery (
  id uuid primary key,
  account_id uuid not null references access.account (id),
  proposed_by uuid not null references access.account (id),
  proposed_at timestamptz not null,
  confirmed_by uuid references access.account (id),
  ended_at timestamptz,
  check (confirmed_by is distinct from proposed_by),
  check (account_id is distinct from proposed_by and account_id is distinct from confirmed_by),
  check (confirmed_by is null or ended_at is not null)
);
create unique index one_open_recovery on access.recovery (account_id) where ended_at is null;
alter table access.recovery enable row level security;
alter table access.recovery force row level security;
create policy seen on access.recovery for select using (access.administers_account(account_id));
create policy proposed on access.recovery for insert with check (
  access.administers_account(account_id) and proposed_by = (select kernel.viewer_account())
);
create policy settled on access.recovery for update using (access.administers_account(account_id)) with check (ended_at is not null);
grant select, insert, update on access.recovery to gatehouse_application;

-- An administrator ends a factor and its codes and reads neither: of the rows they see what is sealed.
create policy seen_to_end on access.second_factor for select using (access.administers_account(account_id));
create policy ended_by_administrator on access.second_factor for update
  using (access.administers_account(account_id)) with check (ended_at is not null);
create policy seen_to_end on access.recovery_code for select using (access.administers_account(account_id));
create policy ended_by_administrator on access.recovery_code for update
  using (access.administers_account(account_id)) with check (ended_at is not null);
