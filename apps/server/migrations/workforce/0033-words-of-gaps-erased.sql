-- Why: what an authority and a unit write to each other about a gap may name people, and stayed for good once it was closed. The words go when
-- their time has passed; which steps it took, when, and who took them stays.
alter table workforce.gap
  add column erased_at timestamptz,
  add constraint only_a_closed_one_is_erased check (erased_at is null or closed_at is not null);
create index kept_gaps on workforce.gap (closed_at, id) where closed_at is not null and erased_at is null;
grant update (erased_at) on workforce.gap to gatehouse_application;

alter policy kept on workforce.gap using ((select kernel.viewer_is_system('retention', 'restore')));
create policy erased on workforce.gap for update
  using (closed_at is not null and erased_at is null and (select kernel.viewer_is_system('retention', 'restore')))
  with check (erased_at is not null and (select kernel.viewer_is_system('retention', 'restore')));
create policy kept on workforce.gap_step for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy erased on workforce.gap_step for update
  using ((select kernel.viewer_is_system('retention', 'restore')))
  with check (length(words) = 0 and (select kernel.viewer_is_system('retention', 'restore')));
-- Whether the procuratorate has it in hand still.
create policy seen_for_erasure on workforce.gap_referral for select using ((select kernel.viewer_is_system('retention', 'restore')));
