-- Why: whoever was asked about is known to the registry by the question, most of them with nothing on record. A question goes when its time has
-- passed: who it was about, what was compared and why. That it was asked, and what it was answered, stays.
alter table registry.ask
  add column erased_at timestamptz,
  add constraint nobody_is_left_in_an_erased_one check (erased_at is null or (length(person_sealed) = 0 and state in ('answered', 'cancelled')));
create index kept_asks on registry.ask ((coalesce(greatest(answered_at, recalled_at), received_at)), id)
  where state in ('answered', 'cancelled') and not canary and erased_at is null;

create policy seen_for_erasure on registry.ask for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy erased on registry.ask for update
  using (erased_at is null and (select kernel.viewer_is_system('retention', 'restore')))
  with check (erased_at is not null and (select kernel.viewer_is_system('retention', 'restore')));
create policy seen_for_erasure on registry.ask_document for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy forgotten_by_retention on registry.ask_document for delete using ((select kernel.viewer_is_system('retention', 'restore')));
grant delete on registry.ask_document to gatehouse_application;
-- Whether anything rests on it still: somebody who is compared, or who is in service.
create policy seen_for_erasure on registry.comparison for select using ((select kernel.viewer_is_system('retention')));
create policy seen_for_erasure on registry.enrolment_ask for select using ((select kernel.viewer_is_system('retention')));
create policy seen_for_erasure on registry.enrolment for select using ((select kernel.viewer_is_system('retention')));
