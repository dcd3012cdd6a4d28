-- Why: a place without a licence is on no roster and in no register; only people who see it know. What they tell is sealed, goes to one
-- authority with a clock, and is found again by nobody but them, with the code that their receipt shows.
create table workforce.tip (
  id uuid primary key,
  -- Keyed token of the code on the receipt.
  receipt_token bytea not null unique,
  -- Who has to answer it, and who passed it on.
  reviewer_id uuid not null,
  passed_from uuid,
  place_kind text,
  data_key_id uuid not null references kernel.data_key (id),
  place bytea not null,
  seen bytea,
  contact bytea,
  received_at timestamptz not null,
  due_at timestamptz not null,
  outcome text check (outcome in ('known_unit', 'told_to_register', 'no_such_place', 'passed_on')),
  note bytea,
  answered_by uuid,
  answered_at timestamptz,
  check ((outcome is null) = (answered_at is null) and (outcome is null) = (note is null) and (outcome is null) = (answered_by is null))
);
create index on workforce.tip (reviewer_id, due_at) where outcome is null;
create index on workforce.tip (reviewer_id, answered_at);

alter table workforce.tip enable row level security;
alter table workforce.tip force row level security;
create policy received on workforce.tip for insert with check ((select kernel.viewer_is_system('tips')) and outcome is null and passed_from is null);
create policy by_receipt on workforce.tip for select using ((select kernel.viewer_is_system('tips')));
create policy seen on workforce.tip for select using (
  (reviewer_id = (select kernel.viewer_organisation()) or passed_from = (select kernel.viewer_organisation()))
  and (select kernel.viewer_has_role('reviewer', 'superior'))
);
create policy answered on workforce.tip for update using (
  reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer', 'superior')) and outcome is null
) with check (
  (reviewer_id = (select kernel.viewer_organisation()) or passed_from = (select kernel.viewer_organisation()))
  and (select kernel.viewer_has_role('reviewer', 'superior'))
);
grant select, insert on workforce.tip to gatehouse_application;
grant update (reviewer_id, passed_from, due_at, outcome, note, answered_by, answered_at) on workforce.tip to gatehouse_application;
