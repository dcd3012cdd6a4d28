-- Why: an emergency look says for good about whom it was and why. It stands on the own page and for a review as long as the law pack has it, and
-- no longer: that there was one, by whom, when and how it was found stays.
alter table access.emergency_look
  add column erased_at timestamptz,
  add constraint nobody_is_left_in_an_erased_one check (
    erased_at is null
    or (tokens = '{}' and subjects = '{}' and length(reason) = 0 and length(reference) = 0
        and coalesce(length(verdict_words), 0) = 0 and coalesce(length(document), 0) = 0)
  );
create index kept_looks on access.emergency_look (coalesce(reviewed_at, declined_at, ended_at, open_until, asked_at), id) where erased_at is null;

create policy kept on access.emergency_look for select using ((select kernel.viewer_is_system('retention')));
create policy erased on access.emergency_look for update
  using (erased_at is null and (select kernel.viewer_is_system('retention', 'restore')))
  with check (erased_at is not null and (select kernel.viewer_is_system('retention', 'restore')));
create policy erased on access.withheld_look for update
  using ((select kernel.viewer_is_system('retention', 'restore')))
  with check (length(reason) = 0 and (select kernel.viewer_is_system('retention', 'restore')));
grant update (reason) on access.withheld_look to gatehouse_application;
