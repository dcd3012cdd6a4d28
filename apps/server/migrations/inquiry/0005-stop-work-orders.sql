-- Why: where serving staff turn out to be on record the unit hears "stop this person's work now; your authority will write today".
-- The authority has to know that it is to write, by when, and that it has (decision A7). Only that authority sees it, and, where
-- the person heads or sponsors the unit, the next one up.
create table inquiry.stop_work_order (
  application_id uuid primary key references inquiry.application (id),
  authority_id uuid not null,
  -- Told as well, where the person heads or sponsors the unit; null otherwise.
  superior_id uuid,
  ordered_at timestamptz not null,
  due_at timestamptz not null,
  sent_at timestamptz,
  sent_by uuid,
  check ((sent_at is null) = (sent_by is null))
);
create index on inquiry.stop_work_order (authority_id, due_at) where sent_at is null;
create index on inquiry.stop_work_order (superior_id, due_at) where sent_at is null;

alter table inquiry.stop_work_order enable row level security;
alter table inquiry.stop_work_order force row level security;
grant select, insert on inquiry.stop_work_order to gatehouse_application;
grant update (sent_at, sent_by) on inquiry.stop_work_order to gatehouse_application;

create policy ordered on inquiry.stop_work_order for insert with check ((select kernel.viewer_is_system('release-window')));
create policy seen on inquiry.stop_work_order for select using (
  (select kernel.viewer_is_system('release-window'))
  or (authority_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer', 'qualification-approver')))
  or (superior_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('superior')))
);
create policy sent on inquiry.stop_work_order for update using (
  authority_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer', 'qualification-approver'))
);
