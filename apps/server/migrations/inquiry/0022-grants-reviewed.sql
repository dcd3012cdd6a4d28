-- Why: a record that is told of somebody concerns whoever granted them a qualification as well. That body is told to ask anew, and nothing of
-- who asked or what was found: what caused it is kept as a hash of its random id, for the case that its answer becomes void.
alter table inquiry.repair alter column objection_id drop not null;
alter table inquiry.repair add column ground_hash bytea check (length(ground_hash) = 32);
alter table inquiry.repair add column void_at timestamptz;
alter table inquiry.repair add constraint after_an_objection_or_a_record check ((objection_id is null) = (ground_hash is not null));
create unique index one_review_of_a_ground on inquiry.repair (application_id, kind, ground_hash);
create index on inquiry.repair (ground_hash) where ground_hash is not null and void_at is null;
grant update (void_at) on inquiry.repair to gatehouse_application;

create policy reopened on inquiry.repair for insert with check ((select kernel.viewer_is_system('release-window')) and objection_id is null);
create policy seen_by_restore on inquiry.repair for select using ((select kernel.viewer_is_system('restore')) and objection_id is null);
create policy ground_gone on inquiry.repair for update using (
  (select kernel.viewer_is_system('exchange', 'restore')) and objection_id is null and done_at is null
) with check (void_at is not null);
