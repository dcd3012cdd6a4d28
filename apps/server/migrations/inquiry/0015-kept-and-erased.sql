-- Why: inquiries are erased when their time has passed. The row stays, with its states and days and without the person; how long it will
-- be kept is shown from its announcement on.
alter table inquiry.application
  add column keep_until date,
  add column erased_at timestamptz,
  add constraint nothing_told_stays_of_an_erased_one check (erased_at is null or (decision is null and notice_file_id is null));
alter table inquiry.batch add column erased_at timestamptz;

create index kept_by_answer on inquiry.application (released_at, id) where released_at is not null and erased_at is null;
create index kept_by_settlement on inquiry.application (settled_at, id) where settled_at is not null and erased_at is null;
create index kept_by_change on inquiry.application (changed_at, id) where asked_at is null and erased_at is null;

create policy kept on inquiry.application for select using ((select kernel.viewer_is_system('retention')));
create policy announced on inquiry.application for update
  using (erased_at is null and (select kernel.viewer_is_system('retention'))) with check (keep_until is not null);
create policy erased_again on inquiry.application for update
  using (erased_at is null and (select kernel.viewer_is_system('restore'))) with check (erased_at is not null);
create policy erased on inquiry.document_token for delete using ((select kernel.viewer_is_system('retention', 'restore')));

create policy seen_for_erasure on inquiry.consent_link for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy erased on inquiry.consent_link for update
  using ((select kernel.viewer_is_system('retention', 'restore')))
  with check (contact is null and contact_token is null and ended_at is not null);
create policy seen_for_erasure on inquiry.consent for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy erased on inquiry.consent for update
  using ((select kernel.viewer_is_system('retention', 'restore'))) with check (file_id is null and guardian is null);
grant update (file_id, guardian) on inquiry.consent to gatehouse_application;
create policy seen_for_erasure on inquiry.told_type for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy erased on inquiry.told_type for delete using ((select kernel.viewer_is_system('retention', 'restore')));
grant delete on inquiry.told_type to gatehouse_application;
create policy seen_for_erasure on inquiry.answer for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy erased on inquiry.answer for update
  using ((select kernel.viewer_is_system('retention', 'restore'))) with check (body is null);
create policy seen_for_erasure on inquiry.objection for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy seen_for_erasure on inquiry.batch for select using ((select kernel.viewer_is_system('retention', 'restore')));
create policy erased on inquiry.batch for update
  using (erased_at is null and (select kernel.viewer_is_system('retention', 'restore'))) with check (erased_at is not null);
