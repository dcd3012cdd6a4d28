-- Why: whoever has left stays on the roster for as long as a later question may need it, and no longer. That somebody worked in a post from day
-- to day stays; who it was goes, and where no unit keeps them any more the tokens by which they were found.
alter table workforce.employment
  add column keep_until date,
  add column erased_at timestamptz,
  add constraint nobody_is_left_on_an_erased_one check (erased_at is null or (length(person) = 0 and ended_at is not null));
create index kept on workforce.employment (greatest(ended_at, until_date::timestamp at time zone 'Asia/Shanghai'), id)
  where ended_at is not null and erased_at is null;

create policy kept on workforce.employment for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy announced on workforce.employment for update
  using (erased_at is null and (select kernel.viewer_is_system('retention'))) with check (keep_until is not null);
create policy erased_again on workforce.employment for update
  using (erased_at is null and (select kernel.viewer_is_system('restore'))) with check (erased_at is not null);
create policy kept on workforce.gap for select using ((select kernel.viewer_is_system('retention')));
create policy kept on workforce.person_token for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy forgotten on workforce.person_token for delete using ((select kernel.viewer_is_system('retention', 'restore')));
grant delete on workforce.person_token to gatehouse_application;
