-- Why: an uploaded list of which no row was ever taken, or none is left, went with no inquiry and had no clock of its own.
alter table inquiry.batch add column keep_until date;
create index kept_lists on inquiry.batch (changed_at, id) where erased_at is null;
alter policy erased on inquiry.batch
  with check ((keep_until is not null or erased_at is not null) and (select kernel.viewer_is_system('retention', 'restore')));

-- A look that is asked for again when an older copy of the database was put back counts from when it was told first; one that was erased by then is
-- not kept again.
create table inquiry.look_asked_again (
  look_id uuid primary key,
  first_told_at timestamptz not null,
  erased_at timestamptz
);
alter table inquiry.look_asked_again enable row level security;
alter table inquiry.look_asked_again force row level security;
grant select, insert on inquiry.look_asked_again to gatehouse_application;
grant update (erased_at) on inquiry.look_asked_again to gatehouse_application;
create policy asked on inquiry.look_asked_again for insert with check ((select kernel.viewer_is_system('restore')));
create policy known on inquiry.look_asked_again for select using ((select kernel.viewer_is_system('restore', 'exchange')));
create policy erased on inquiry.look_asked_again for update
  using ((select kernel.viewer_is_system('restore'))) with check (erased_at is not null and (select kernel.viewer_is_system('restore')));
