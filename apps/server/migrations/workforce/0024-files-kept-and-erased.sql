-- Why: a file that brought staff holds everybody in it, long after their rows were taken. The file, its rows and its name go when their time has
-- passed; that it came, of how many rows, and what became of it stays. Likewise the tokens of an order that bars nobody any more.
alter table workforce.roster_load
  add column keep_until date,
  add column erased_at timestamptz,
  add constraint nothing_is_left_of_an_erased_one check (
    erased_at is null or (length(file_name) = 0 and coalesce(length(sent_back), 0) = 0 and state in ('TAKEN', 'REFUSED', 'DISCARDED'))
  );
create index kept_loads on workforce.roster_load (changed_at, id) where joint_file_id is null and erased_at is null;
create policy kept on workforce.roster_load for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy erased on workforce.roster_load for update
  using (erased_at is null and (select kernel.viewer_is_system('retention', 'restore')))
  with check (keep_until is not null and (select kernel.viewer_is_system('retention', 'restore')));

alter table workforce.joint_file
  add column keep_until date,
  add column erased_at timestamptz,
  add constraint nothing_is_left_of_an_erased_one check (erased_at is null or (length(file_name) = 0 and state in ('DIVIDED', 'REFUSED')));
create policy kept on workforce.joint_file for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy erased on workforce.joint_file for update
  using (erased_at is null and (select kernel.viewer_is_system('retention', 'restore')))
  with check (keep_until is not null and (select kernel.viewer_is_system('retention', 'restore')));

alter table workforce.prohibition
  add column erased_at timestamptz,
  add constraint only_what_ended_is_erased check (erased_at is null or ended_at is not null);
create index kept_prohibitions on workforce.prohibition (ended_at, id) where ended_at is not null and erased_at is null;
create policy kept on workforce.prohibition for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy erased on workforce.prohibition for update
  using (erased_at is null and (select kernel.viewer_is_system('retention', 'restore')))
  with check (erased_at is not null and (select kernel.viewer_is_system('retention', 'restore')));
create policy kept on workforce.prohibition_token for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy forgotten on workforce.prohibition_token for delete using ((select kernel.viewer_is_system('retention', 'restore')));
grant delete on workforce.prohibition_token to gatehouse_application;
