-- Why: a feed that loses hours says nothing of it. An invented person goes the whole way to the desk every hour; one that does not arrive
-- makes the way silent. Canaries stand in the tables of real people, so that they go the way of real people, and this file is the one place
-- that leaves them out of everything: whoever counts, lists or looks for anybody runs as a viewer to whom they are not there.
alter table registry.source add column canary boolean not null default false;
alter table registry.person add column canary boolean not null default false;
alter table registry.record add column canary boolean not null default false;
alter table registry.ask add column canary boolean not null default false;
alter table registry.comparison add column canary boolean not null default false;
alter table registry.enrolment add column canary boolean not null default false;
-- There is one canary on record.
create unique index one_canary on registry.record (canary) where canary;

-- The two machines that carry canaries: what takes messages in, and what compares and takes them off the desk again.
create function registry.carries_canaries() returns boolean language sql stable as $$
  select kernel.viewer_is_system('matcher', 'exchange')
$$;
grant execute on function registry.carries_canaries() to gatehouse_application;

-- Nobody else sees one or makes one: no desk, no list, no count. Restrictive: whatever another policy allows.
do $$
declare name text;
begin
  foreach name in array array['source', 'person', 'record', 'ask', 'comparison', 'enrolment'] loop
    execute format('create policy canaries_apart on registry.%I as restrictive using (not canary or (select registry.carries_canaries()))', name);
  end loop;
end $$;

-- The one on record is made by the machine, under a source of its own that no question needs.
create policy canary_made on registry.source for insert with check (canary and (select kernel.viewer_is_system('matcher')));
create policy canary_made on registry.person for insert with check (canary and (select kernel.viewer_is_system('matcher')));
create policy canary_made on registry.record for insert with check (canary and (select kernel.viewer_is_system('matcher')));
create policy canary_made on registry.person_name for insert with check (
  (select kernel.viewer_is_system('matcher')) and exists (select 1 from registry.person where person.id = person_id and person.canary)
);
create policy canary_made on registry.person_document for insert with check (
  (select kernel.viewer_is_system('matcher')) and exists (select 1 from registry.person where person.id = person_id and person.canary)
);
create policy canary_made on registry.attestation for insert with check (
  (select kernel.viewer_is_system('matcher')) and exists (select 1 from registry.record where record.id = record_id and record.canary)
);
create policy canary_made on registry.record_action for insert with check (
  (select kernel.viewer_is_system('matcher')) and exists (select 1 from registry.record where record.id = record_id and record.canary)
);

-- The ways that canaries come by: from which node, as a question or as somebody enrolled.
create table registry.canary_way (
  asked_by text not null,
  path text not null check (path in ('inquiry', 'monitoring')),
  began_at timestamptz not null,
  last_received_at timestamptz not null,
  last_arrived_at timestamptz,
  -- Since when it is silent, once that has been said.
  silent_since timestamptz,
  primary key (asked_by, path)
);
alter table registry.canary_way enable row level security;
alter table registry.canary_way force row level security;
grant select, insert, update on registry.canary_way to gatehouse_application;
create policy watched_over on registry.canary_way for select using (
  (select registry.carries_canaries()) or (select kernel.viewer_has_role('auditor', 'admin', 'admin-2'))
);
create policy begun on registry.canary_way for insert with check ((select kernel.viewer_is_system('exchange')));
create policy followed on registry.canary_way for update using ((select registry.carries_canaries()));

-- The machine that begins a look at everybody sees canaries, and does not count them.
create or replace function registry.enrolled_count() returns integer
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not (kernel.viewer_has_role('verifier') or kernel.viewer_is_system('matcher')) then
    raise exception 'not a duty of this viewer' using errcode = '42501';
  end if;
  return (select count(*)::integer from registry.enrolment where state = 'enrolled' and not canary);
end $$;
