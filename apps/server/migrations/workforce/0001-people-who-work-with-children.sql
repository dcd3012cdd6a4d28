-- Why: a check at hiring says nothing of who works with children today. An employment is its list of actions; the row is their
-- present state. One person is one join key however many units employ them, and no unit learns of the others.
create schema workforce;
grant usage on schema workforce to gatehouse_application;

-- One natural person. Holds nothing about them.
create table workforce.person (
  id uuid primary key,
  created_at timestamptz not null
);

-- Their documents by keyed token: one exact document leads to one person.
create table workforce.person_token (
  person_id uuid not null references workforce.person (id),
  token bytea not null unique,
  primary key (person_id, token)
);

create table workforce.employment (
  id uuid primary key,
  person_id uuid not null references workforce.person (id),
  unit_id uuid not null,
  unit_type text not null,
  division_code text not null,
  -- The authority that the law pack maps to the unit, and the one above it.
  reviewer_id uuid,
  superior_id uuid,
  data_key_id uuid not null references kernel.data_key (id),
  -- The person as this unit entered them: a unit never sees what another entered.
  person bytea not null,
  post_class text not null,
  post_title text,
  employment_form text not null,
  -- Who sends dispatched and outsourced staff.
  supplier_credit_code text,
  from_date date not null,
  until_date date,
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  ended_at timestamptz,
  check (until_date is null or until_date >= from_date),
  check (ended_at is null or until_date is not null)
);
create unique index one_open_employment on workforce.employment (person_id, unit_id, post_class) where ended_at is null;
create index on workforce.employment (unit_id, created_at, id);
create index on workforce.employment (reviewer_id, unit_id) where ended_at is null;
create index on workforce.employment (superior_id, unit_id) where ended_at is null;

create table workforce.employment_action (
  id uuid primary key,
  employment_id uuid not null references workforce.employment (id),
  sequence integer not null,
  verb text not null check (verb in ('add', 'change', 'end')),
  -- Columns as they stand from then on; of the person only whether documents or names changed.
  detail jsonb not null default '{}',
  actor text not null,
  organisation_id uuid,
  at timestamptz not null,
  unique (employment_id, sequence)
);

-- A file with the people of a unit: compared with who is there, and taken once the clerk has seen the differences.
create table workforce.roster_load (
  id uuid primary key,
  unit_id uuid not null,
  created_by uuid not null,
  data_key_id uuid not null references kernel.data_key (id),
  file_name bytea not null,
  file_id uuid not null references kernel.stored_file (id),
  -- Whether it names everybody, so that whoever is missing from it has left.
  whole boolean not null,
  state text not null check (state in ('READING', 'COMPARING', 'STOPPED', 'READY', 'TAKING', 'TAKEN', 'REFUSED', 'DISCARDED')),
  stopped_in text check (stopped_in in ('READING', 'COMPARING', 'TAKING')),
  rows integer not null default 0,
  done integer not null default 0,
  columns jsonb not null default '[]',
  problems jsonb not null default '[]',
  -- The last day of those who are missing, as the clerk said when the differences were taken.
  left_on date,
  taken_by text,
  taken jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check ((state = 'STOPPED') = (stopped_in is not null)),
  check (state not in ('TAKING', 'TAKEN') or taken_by is not null)
);
create unique index one_open_load on workforce.roster_load (unit_id) where state not in ('TAKEN', 'REFUSED', 'DISCARDED');
create index on workforce.roster_load (unit_id, created_at desc, id);

-- One row of a file, or one employment that the file does not name. Gone once it is taken.
create table workforce.roster_row (
  id uuid primary key,
  load_id uuid not null references workforce.roster_load (id),
  row_number integer,
  kind text not null check (kind in ('new', 'changed', 'left', 'same', 'problem')),
  -- What it was compared with, and at which version.
  employment_id uuid references workforce.employment (id),
  employment_version integer,
  -- Sealed under the key of the load; absent where the file does not name the employment.
  entry bytea,
  -- Which document it is about, for the same person twice in one file.
  tokens bytea[] not null default '{}',
  post_class text not null default '',
  changes text[] not null default '{}',
  problems jsonb not null default '[]',
  -- Why it could not be taken after all.
  refused text,
  unique (load_id, row_number),
  unique (load_id, employment_id),
  check (kind <> 'left' or (employment_id is not null and row_number is null)),
  check (kind = 'left' or (entry is not null and row_number is not null))
);
create index on workforce.roster_row (load_id, kind, row_number, id);

-- How many people a source that the unit does not control says that it has. The unit can never write it.
create table workforce.expected_headcount (
  id uuid primary key,
  unit_id uuid not null,
  reviewer_id uuid not null,
  superior_id uuid,
  source text not null,
  post_class text,
  headcount integer not null check (headcount >= 0),
  as_of date not null,
  entered_by uuid not null,
  entered_at timestamptz not null,
  superseded_at timestamptz
);
create unique index one_expectation on workforce.expected_headcount (unit_id, source, coalesce(post_class, '')) where superseded_at is null;
create index on workforce.expected_headcount (reviewer_id, unit_id);
create index on workforce.expected_headcount (superior_id, unit_id);

alter table workforce.person enable row level security;
alter table workforce.person force row level security;
alter table workforce.person_token enable row level security;
alter table workforce.person_token force row level security;
alter table workforce.employment enable row level security;
alter table workforce.employment force row level security;
alter table workforce.employment_action enable row level security;
alter table workforce.employment_action force row level security;
alter table workforce.roster_load enable row level security;
alter table workforce.roster_load force row level security;
alter table workforce.roster_row enable row level security;
alter table workforce.roster_row force row level security;
alter table workforce.expected_headcount enable row level security;
alter table workforce.expected_headcount force row level security;

-- The node's own work: reading files, coverage, monitoring.
create function workforce.works_on_all() returns boolean language sql stable as $$
  select kernel.viewer_is_system('roster-reader', 'coverage', 'monitoring')
$$;
grant execute on function workforce.works_on_all() to gatehouse_application;

create policy own_work on workforce.person for select using ((select workforce.works_on_all()));
create policy own_work on workforce.person_token for select using ((select workforce.works_on_all()));

-- The unit sees its own staff; its authority, and the next one up, those of their units.
create policy seen on workforce.employment for select using (
  (select workforce.works_on_all())
  or (unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk')))
  or (reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer', 'superior')))
  or (superior_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('superior')))
);
create policy added on workforce.employment for insert with check (
  (unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk')))
  or (select kernel.viewer_is_system('roster-reader'))
);
create policy changed on workforce.employment for update using (
  (unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk')))
  or (select workforce.works_on_all())
);

create policy seen on workforce.employment_action for select using (exists (select 1 from workforce.employment one where one.id = employment_id));
create policy acted on workforce.employment_action for insert with check (exists (select 1 from workforce.employment one where one.id = employment_id));

create policy own_unit on workforce.roster_load for select using (
  (unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk'))) or (select kernel.viewer_is_system('roster-reader'))
);
create policy uploaded on workforce.roster_load for insert with check (
  unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk'))
);
create policy worked on workforce.roster_load for update using (
  (unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk'))) or (select kernel.viewer_is_system('roster-reader'))
);
create policy of_load on workforce.roster_row using (exists (select 1 from workforce.roster_load load where load.id = load_id));

create policy seen on workforce.expected_headcount for select using (
  (select workforce.works_on_all())
  or (unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk')))
  or (reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer', 'superior')))
  or (superior_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('superior')))
);
create policy entered on workforce.expected_headcount for insert with check (
  reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer'))
);
create policy superseded on workforce.expected_headcount for update using (
  reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer'))
);

grant select on workforce.person, workforce.person_token to gatehouse_application;
grant select, insert, update on workforce.employment, workforce.roster_load, workforce.expected_headcount to gatehouse_application;
grant select, insert on workforce.employment_action to gatehouse_application;
grant select, insert, update, delete on workforce.roster_row to gatehouse_application;

-- Who a person is crosses units and is asked by whoever enters staff; all that comes of it is a join key, the same way whether
-- the person is known or new.
create policy asked_across_units on workforce.person to current_user using (true) with check (true);
create policy asked_across_units on workforce.person_token to current_user using (true) with check (true);

-- The person who holds one of these documents, in the order given: known by it, or new. `held` are tokens under every key in
-- use, `kept` those to keep. Two who enter the same person at once wait for each other here and get the same.
create function workforce.person_of(held bytea[], kept bytea[], fresh uuid, at timestamptz) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  found uuid;
begin
  if not (kernel.viewer_has_role('clerk') or kernel.viewer_is_system('roster-reader')) or cardinality(kept) = 0 then
    raise exception 'not a duty of this viewer' using errcode = '42501';
  end if;
  select known.person_id into found from workforce.person_token known
    where known.token = any (held) order by array_position(held, known.token) limit 1;
  if found is null then
    insert into workforce.person (id, created_at) values (fresh, at);
    insert into workforce.person_token (person_id, token) values (fresh, kept[1]) on conflict (token) do nothing;
    select known.person_id into found from workforce.person_token known where known.token = kept[1];
    if found <> fresh then
      delete from workforce.person where id = fresh;
    end if;
  end if;
  insert into workforce.person_token (person_id, token)
    select found, one from unnest(kept) one on conflict do nothing;
  return found;
end $$;
revoke all on function workforce.person_of(bytea[], bytea[], uuid, timestamptz) from public;
grant execute on function workforce.person_of(bytea[], bytea[], uuid, timestamptz) to gatehouse_application;

-- Which employments the holders of these documents have; those that the viewer may not see are left out where they are read.
create function workforce.employments_of(held bytea[]) returns table (token bytea, employment_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select known.token, employed.id from workforce.person_token known
    join workforce.employment employed on employed.person_id = known.person_id
   where known.token = any (held)
$$;
create policy asked_across_units on workforce.employment for select to current_user using (true);
revoke all on function workforce.employments_of(bytea[]) from public;
grant execute on function workforce.employments_of(bytea[]) to gatehouse_application;
