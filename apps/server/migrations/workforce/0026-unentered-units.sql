-- Why: a unit that a register names and that nobody has entered here is on no roster and was red nowhere: its row of the file was refused and kept
-- nowhere. It is kept until it is entered, or until its authority says what it is.
create table workforce.unentered_unit (
  id uuid primary key,
  credit_code text not null,
  -- As the register calls it; empty where the file did not say.
  name text not null,
  -- Who has to see to it, the authority above it, and who handed it on.
  reviewer_id uuid not null,
  superior_id uuid,
  passed_from uuid,
  -- Whose unit it was here before it was closed.
  closed_unit_id uuid,
  found_by uuid not null,
  found_at timestamptz not null,
  due_at timestamptz not null,
  outcome text check (outcome in ('entered', 'no_minors', 'gone', 'passed_on')),
  -- As which organisation it was entered.
  entered_as uuid,
  data_key_id uuid references kernel.data_key (id),
  note bytea,
  answered_by uuid,
  answered_at timestamptz,
  -- What was said of it holds until this day; then a register that names it still is asked about again.
  holds_until date,
  check ((outcome is null) = (answered_at is null)),
  check ((outcome is not distinct from 'entered') = (entered_as is not null)),
  constraint said_by_somebody check (
    (outcome is not null and outcome <> 'entered') = (note is not null)
    and (note is null) = (answered_by is null) and (note is null) = (data_key_id is null) and (note is null) = (holds_until is null)
  )
);
create unique index one_unentered on workforce.unentered_unit (credit_code) where outcome is null;
create index on workforce.unentered_unit (reviewer_id, due_at, id) where outcome is null;
create index on workforce.unentered_unit (superior_id, due_at, id) where outcome is null;
create index on workforce.unentered_unit (credit_code, holds_until) where outcome is not null;

-- What registers count there: expected of the unit once it is entered.
create table workforce.unentered_count (
  unit_id uuid not null references workforce.unentered_unit (id),
  source text not null,
  -- Empty: the whole staff.
  post_class text not null,
  headcount integer not null check (headcount >= 0),
  as_of date not null,
  primary key (unit_id, source, post_class)
);

alter table workforce.unentered_unit enable row level security;
alter table workforce.unentered_unit force row level security;
alter table workforce.unentered_count enable row level security;
alter table workforce.unentered_count force row level security;

create policy seen on workforce.unentered_unit for select using (
  ((reviewer_id = (select kernel.viewer_organisation()) or passed_from = (select kernel.viewer_organisation()))
    and (select kernel.viewer_has_role('reviewer', 'superior')))
  or (superior_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('superior')))
  or (select kernel.viewer_is_system('coverage'))
);
create policy named on workforce.unentered_unit for insert with check (
  reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer'))
  and found_by = (select kernel.viewer_account()) and outcome is null and passed_from is null
);
-- Its authority says what it is, or hands it on; who handed it on still sees it.
create policy answered on workforce.unentered_unit for update using (
  reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer')) and outcome is null
) with check (
  (reviewer_id = (select kernel.viewer_organisation()) or passed_from = (select kernel.viewer_organisation()))
  and (select kernel.viewer_has_role('reviewer')) and outcome is distinct from 'entered'
);
-- That it was entered nobody says: it is seen.
create policy entered on workforce.unentered_unit for update using ((select kernel.viewer_is_system('coverage')) and outcome is null)
  with check ((select kernel.viewer_is_system('coverage')) and outcome = 'entered');

create policy seen on workforce.unentered_count for select using (exists (select 1 from workforce.unentered_unit one where one.id = unit_id));
create policy named on workforce.unentered_count for insert with check (exists (
  select 1 from workforce.unentered_unit one where one.id = unit_id and one.outcome is null
    and one.reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer'))
));
create policy counted_anew on workforce.unentered_count for update using (exists (
  select 1 from workforce.unentered_unit one where one.id = unit_id and one.outcome is null
    and one.reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer'))
)) with check (true);

grant select, insert on workforce.unentered_unit, workforce.unentered_count to gatehouse_application;
grant update (name, reviewer_id, superior_id, passed_from, due_at, outcome, entered_as, data_key_id, note, answered_by, answered_at, holds_until)
  on workforce.unentered_unit to gatehouse_application;
grant update (headcount, as_of) on workforce.unentered_count to gatehouse_application;

-- Which of these codes another authority sees to already, and no more of it.
create policy asked_across_authorities on workforce.unentered_unit for select to current_user using (true);
create function workforce.unentered_elsewhere(codes text[]) returns setof text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select one.credit_code from workforce.unentered_unit one
   where one.credit_code = any (codes) and one.outcome is null
     and one.reviewer_id is distinct from kernel.viewer_organisation() and kernel.viewer_has_role('reviewer')
$$;
revoke all on function workforce.unentered_elsewhere(text[]) from public;
grant execute on function workforce.unentered_elsewhere(text[]) to gatehouse_application;

-- What was counted there before it was entered is expected of it from then on.
create policy taken_over on workforce.expected_headcount for insert with check (
  (select kernel.viewer_is_system('coverage'))
  and exists (select 1 from workforce.unentered_unit one where one.entered_as = unit_id and one.found_by = entered_by)
);
