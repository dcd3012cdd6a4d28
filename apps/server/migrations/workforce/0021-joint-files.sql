-- Why: an education authority keeps the staff of its units in one workbook. It brings the file; what the rows of each unit would change is a load of
-- that unit like any other, which the unit's own clerk sees, takes, or sends back with a reason.
create table workforce.joint_file (
  id uuid primary key,
  -- The authority that brought it.
  organisation_id uuid not null,
  created_by uuid not null,
  data_key_id uuid not null references kernel.data_key (id),
  file_name bytea not null,
  file_id uuid not null references kernel.stored_file (id),
  -- Whether it names the whole staff of each unit that it names.
  whole boolean not null,
  state text not null check (state in ('READING', 'DIVIDING', 'STOPPED', 'DIVIDED', 'REFUSED')),
  rows integer not null default 0,
  units integer not null default 0,
  columns jsonb not null default '[]',
  problems jsonb not null default '[]',
  -- The units that its authority had when it was first read, by id, code and names: however often its job begins anew, each row is the same unit's.
  known jsonb,
  -- Rows that came to no unit: row, code, and how many where one stands for all of its unit. No text of a cell.
  unplaced jsonb not null default '[]',
  unplaced_rows integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create unique index one_joint_file_at_work on workforce.joint_file (organisation_id) where state in ('READING', 'DIVIDING', 'STOPPED');
create index on workforce.joint_file (organisation_id, created_at desc, id);

alter table workforce.joint_file enable row level security;
alter table workforce.joint_file force row level security;
create policy own_authority on workforce.joint_file for select using (
  (organisation_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer')))
  or (select kernel.viewer_is_system('roster-reader'))
);
create policy brought on workforce.joint_file for insert with check (
  organisation_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer'))
);
create policy worked on workforce.joint_file for update using (
  (organisation_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer')))
  or (select kernel.viewer_is_system('roster-reader'))
) with check (
  (organisation_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer')))
  or (select kernel.viewer_is_system('roster-reader'))
);
grant select, insert, update on workforce.joint_file to gatehouse_application;

alter table workforce.roster_load
  add column joint_file_id uuid references workforce.joint_file (id),
  -- Why the unit sent it back, sealed under the key of the load.
  add column sent_back bytea,
  add constraint only_what_was_brought_is_sent_back check (sent_back is null or (joint_file_id is not null and state = 'DISCARDED'));
create unique index one_load_of_a_joint_file on workforce.roster_load (joint_file_id, unit_id) where joint_file_id is not null;
alter policy uploaded on workforce.roster_load with check (
  joint_file_id is null and unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk'))
);
create policy brought on workforce.roster_load for insert with check (
  (select kernel.viewer_is_system('roster-reader'))
  and exists (select 1 from workforce.joint_file file where file.id = joint_file_id and file.state = 'DIVIDING')
);

-- No policy shows an authority the loads of its units, or it could change their rows. These functions show it what became of each part of a
-- file that it brought, and which rows cannot be taken.
create policy counted_for_authorities on workforce.roster_load for select to current_user using (true);
create policy asked_by_authorities on workforce.joint_file for select to current_user using (true);

create function workforce.joint_units(file uuid)
  returns table (load_id uuid, unit_id uuid, state text, stopped_in text, rows integer, done integer, taken jsonb, data_key_id uuid, sent_back bytea,
                 counts jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select load.id, load.unit_id, load.state, load.stopped_in, load.rows, load.done, load.taken, load.data_key_id, load.sent_back,
         coalesce((select jsonb_object_agg(counted.kind, counted.count) from workforce.roster_row_count counted where counted.load_id = load.id), '{}')
    from workforce.roster_load load
    join workforce.joint_file brought on brought.id = load.joint_file_id
   where brought.id = file and brought.organisation_id = kernel.viewer_organisation() and kernel.viewer_has_role('reviewer')
   order by load.created_at, load.id
$$;
revoke all on function workforce.joint_units(uuid) from public;
grant execute on function workforce.joint_units(uuid) to gatehouse_application;

create function workforce.joint_problems(file uuid) returns table (unit_id uuid, row_number integer, problems jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select load.unit_id, one.row_number, one.problems
    from workforce.roster_load load
    join workforce.joint_file brought on brought.id = load.joint_file_id
    join workforce.roster_row one on one.load_id = load.id
   where brought.id = file and brought.organisation_id = kernel.viewer_organisation() and kernel.viewer_has_role('reviewer')
     and one.kind = 'problem'
   order by one.row_number
$$;
revoke all on function workforce.joint_problems(uuid) from public;
grant execute on function workforce.joint_problems(uuid) to gatehouse_application;
