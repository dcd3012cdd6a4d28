-- Why: who is covered today, and what is missing with whose clock, has to stand where it can be listed worst first. What changes is
-- looked at at once; what time alone brings is found by the day written beside each employment, so that nobody is missed.

-- Which checks speak about which employment, as its unit was told of them.
create table workforce.employment_check (
  employment_id uuid not null references workforce.employment (id),
  inquiry_id uuid not null,
  purpose text not null,
  post_class text not null,
  state text not null,
  begun_at timestamptz not null,
  changed_at timestamptz not null,
  released_at timestamptz,
  outcome text check (outcome in ('no_record', 'record_found')),
  settlement text,
  settled_at timestamptz,
  same_identity boolean not null,
  primary key (employment_id, inquiry_id),
  -- Between question and release nothing here tells what was found.
  check (released_at is not null or (outcome is null and settlement is null)),
  check ((settlement is null) = (settled_at is null))
);

create table workforce.coverage (
  employment_id uuid primary key references workforce.employment (id),
  unit_id uuid not null,
  reviewer_id uuid,
  superior_id uuid,
  post_class text not null,
  -- Whether the roster has them at work, today and from their first day to their last.
  is_open boolean not null,
  state text not null check (state in (
    'barred', 'stopped', 'refused_or_withdrawn', 'not_yet_asked', 'overdue', 'waiting', 'unmonitored', 'due', 'no_record')),
  -- The most urgent state first.
  urgency integer not null,
  since timestamptz not null,
  due_on date,
  -- The day of the answer that holds.
  answered_on date,
  notice text,
  inquiry_id uuid,
  -- The next day on which time alone changes it.
  look_again_on date,
  looked_at timestamptz not null
);
create index on workforce.coverage (unit_id, urgency, due_on, employment_id) where is_open;
create index on workforce.coverage (reviewer_id, unit_id) where is_open;
create index on workforce.coverage (superior_id, unit_id) where is_open;
create index on workforce.coverage (look_again_on) where look_again_on is not null;

-- Employments to look at now: whatever writes an employment puts it here, whether it thinks of it or not.
create table workforce.to_look (
  employment_id uuid primary key references workforce.employment (id),
  marked_at timestamptz not null
);
create index on workforce.to_look (marked_at);

-- When a unit's roster was last compared with what others say of its size.
create table workforce.unit_look (
  unit_id uuid primary key,
  first_seen_at timestamptz not null,
  looked_on date,
  is_stale boolean not null default false
);
create index on workforce.unit_look (unit_id) where is_stale;

create table workforce.gap (
  id uuid primary key,
  unit_id uuid not null,
  reviewer_id uuid,
  superior_id uuid,
  employment_id uuid references workforce.employment (id),
  -- A kind of the law pack.
  kind text not null,
  -- Two findings of one thing have one key.
  key text not null,
  post_class text,
  missing integer,
  -- A record on the head of a unit is none of the unit's business (decision A7).
  told_unit boolean not null default true,
  since timestamptz not null,
  found_at timestamptz not null,
  -- When it was no longer found; it may still have to be verified.
  gone_at timestamptz,
  escalated_at timestamptz,
  -- When it is owed to the procuratorate unless somebody moves, and since when it is.
  owed_from timestamptz,
  owed_at timestamptz,
  closed_at timestamptz,
  outcome text check (outcome in ('mended', 'verified', 'void')),
  check ((closed_at is null) = (outcome is null))
);
create unique index one_open_gap on workforce.gap (key) where closed_at is null;
create index on workforce.gap (key);
create index on workforce.gap (unit_id) where closed_at is null;
create index on workforce.gap (reviewer_id) where closed_at is null;
create index on workforce.gap (superior_id) where closed_at is null;
create index on workforce.gap (employment_id) where closed_at is null;
create index on workforce.gap (owed_from) where closed_at is null and owed_at is null and owed_from is not null;

create table workforce.gap_step (
  id uuid primary key,
  gap_id uuid not null references workforce.gap (id),
  sequence integer not null check (sequence > 0),
  -- A step of the law pack.
  step text not null,
  responsible text not null check (responsible in ('unit', 'reviewing')),
  organisation_id uuid,
  begun_at timestamptz not null,
  due_at timestamptz not null,
  overdue_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  -- What was written with it, under a key of its own.
  data_key_id uuid references kernel.data_key (id),
  words bytea,
  unique (gap_id, sequence),
  check ((ended_at is null) = (ended_by is null)),
  check ((data_key_id is null) = (words is null))
);
create unique index one_open_step on workforce.gap_step (gap_id) where ended_at is null;
create index on workforce.gap_step (organisation_id, due_at) where ended_at is null;
create index on workforce.gap_step (due_at) where ended_at is null and overdue_at is null;

do $$
declare name text;
begin
  foreach name in array array['employment_check', 'coverage', 'to_look', 'unit_look', 'gap', 'gap_step'] loop
    execute format('alter table workforce.%I enable row level security', name);
    execute format('alter table workforce.%I force row level security', name);
  end loop;
end $$;
grant select, insert, update on workforce.employment_check, workforce.coverage, workforce.unit_look to gatehouse_application;
grant select, delete on workforce.to_look to gatehouse_application;
grant select, insert on workforce.gap, workforce.gap_step to gatehouse_application;
grant update (reviewer_id, superior_id, missing, gone_at, escalated_at, owed_from, owed_at, closed_at, outcome) on workforce.gap to gatehouse_application;
grant update (overdue_at, ended_at, ended_by, data_key_id, words) on workforce.gap_step to gatehouse_application;

create policy own_work on workforce.employment_check using ((select kernel.viewer_is_system('coverage')));
create policy own_work on workforce.to_look using ((select kernel.viewer_is_system('coverage')));
create policy own_work on workforce.unit_look using ((select kernel.viewer_is_system('coverage')));

create policy own_work on workforce.coverage using ((select kernel.viewer_is_system('coverage')));
create policy seen on workforce.coverage for select using (
  (unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk')))
  or (reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer', 'superior')))
  or (superior_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('superior')))
);

create policy own_work on workforce.gap using ((select kernel.viewer_is_system('coverage')));
create policy seen on workforce.gap for select using (
  (told_unit and unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk')))
  or (reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer', 'superior')))
  or (superior_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('superior')))
);
create policy verified on workforce.gap for update using (
  reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer'))
);

create policy own_work on workforce.gap_step using ((select kernel.viewer_is_system('coverage')));
create policy seen on workforce.gap_step for select using (exists (select 1 from workforce.gap missing where missing.id = gap_id));
create policy begun on workforce.gap_step for insert with check (exists (
  select 1 from workforce.gap missing
   where missing.id = gap_id and missing.closed_at is null and case
    when missing.unit_id = (select kernel.viewer_organisation()) then (select kernel.viewer_has_role('clerk'))
    else missing.reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer')) end
));
create policy worked on workforce.gap_step for update using (
  organisation_id = (select kernel.viewer_organisation()) and case responsible
    when 'unit' then (select kernel.viewer_has_role('clerk')) else (select kernel.viewer_has_role('reviewer')) end
);

-- Whoever writes an employment or what is expected of a unit marks it, and can read no mark.
create policy marked on workforce.to_look to current_user using (true) with check (true);
create policy marked on workforce.unit_look to current_user using (true) with check (true);
create function workforce.mark_employment() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into workforce.to_look (employment_id, marked_at) values (new.id, new.changed_at) on conflict do nothing;
  return null;
end $$;
create trigger looked_at_again after insert or update on workforce.employment
  for each row execute function workforce.mark_employment();
create function workforce.mark_unit() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into workforce.unit_look (unit_id, first_seen_at, is_stale) values (new.unit_id, new.entered_at, true)
    on conflict (unit_id) do update set is_stale = true;
  return null;
end $$;
create trigger looked_at_again after insert or update on workforce.expected_headcount
  for each row execute function workforce.mark_unit();

-- Employments of a unit whose person holds one of these documents, for the node's own comparison.
create function workforce.mark_holders(unit uuid, held bytea[], at timestamptz) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  marked integer;
begin
  if not kernel.viewer_is_system('coverage') then
    raise exception 'not a duty of this viewer' using errcode = '42501';
  end if;
  insert into workforce.to_look (employment_id, marked_at)
    select employed.id, at from workforce.person_token known
      join workforce.employment employed on employed.person_id = known.person_id
     where known.token = any (held) and employed.unit_id = unit
    on conflict do nothing;
  get diagnostics marked = row_count;
  return marked;
end $$;
revoke all on function workforce.mark_holders(uuid, bytea[], timestamptz) from public;
grant execute on function workforce.mark_holders(uuid, bytea[], timestamptz) to gatehouse_application;
