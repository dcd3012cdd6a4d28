-- Why: parents may know which share of those who work with their children is checked, and nothing of anybody. What counts is decided as though
-- every answer had been *no record*; it is fixed for a period, so that no single person's change shows; and only its band is kept.

-- Null: not looked at since this stands; the next sweep does.
alter table workforce.coverage add column is_checked boolean;
create index on workforce.coverage (employment_id) where is_checked is null;

-- One run for each period of the law pack. What is not finished is shown to nobody.
create table workforce.coverage_fixing (
  id uuid primary key,
  stands_from timestamptz not null unique,
  stands_until timestamptz not null,
  -- The last unit whose turn is over.
  last_unit_id uuid,
  finished_at timestamptz,
  check (stands_from < stands_until)
);

create table workforce.coverage_figure (
  fixing_id uuid not null references workforce.coverage_fixing (id),
  unit_id uuid not null,
  reviewer_id uuid,
  superior_id uuid,
  name_en text not null,
  name_zh text not null,
  -- Names and credit code as they are searched.
  search_text text not null,
  division_code text not null,
  authority_en text not null,
  authority_zh text not null,
  -- A band of the law pack, and no count.
  band text not null,
  as_of timestamptz not null,
  primary key (fixing_id, unit_id)
);

-- What leads from a sheet on a wall to the figure of the day. It opens nothing that the name does not.
create table workforce.coverage_code (
  unit_id uuid primary key,
  code text not null unique check (length(code) = 26),
  made_at timestamptz not null
);

do $$
declare name text;
begin
  foreach name in array array['coverage_fixing', 'coverage_figure', 'coverage_code'] loop
    execute format('alter table workforce.%I enable row level security', name);
    execute format('alter table workforce.%I force row level security', name);
  end loop;
end $$;
grant select, insert on workforce.coverage_fixing, workforce.coverage_figure, workforce.coverage_code to gatehouse_application;
grant update (last_unit_id, finished_at) on workforce.coverage_fixing to gatehouse_application;

create policy own_work on workforce.coverage_fixing using ((select kernel.viewer_is_system('coverage')));
create policy seen on workforce.coverage_fixing for select using (
  finished_at is not null and (select kernel.viewer_kind()) in ('public', 'account')
);

create policy own_work on workforce.coverage_figure using ((select kernel.viewer_is_system('coverage')));
create policy shown_to_everybody on workforce.coverage_figure for select using ((select kernel.viewer_kind()) = 'public');
create policy seen on workforce.coverage_figure for select using (
  (unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk')))
  or (reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer', 'superior')))
  or (superior_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('superior')))
);

-- Everybody may ask which unit a code is of; nobody gets a list of codes.
create policy own_work on workforce.coverage_code using ((select kernel.viewer_is_system('coverage')));
create policy seen on workforce.coverage_code for select using (
  (select kernel.viewer_kind()) = 'account'
  and exists (select 1 from workforce.coverage_figure figure where figure.unit_id = coverage_code.unit_id)
);
create policy asked_by_code on workforce.coverage_code for select to current_user using (true);
create function workforce.unit_of_coverage_code(given text) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select known.unit_id from workforce.coverage_code known where known.code = given
$$;
revoke all on function workforce.unit_of_coverage_code(text) from public;
grant execute on function workforce.unit_of_coverage_code(text) to gatehouse_application;
