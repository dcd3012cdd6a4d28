-- Why: a check that is done once finds nothing of a later conviction. Those who work with children are enrolled, and whatever comes on record
-- is compared with all of them. An enrolment is a standing question, sealed like a question, and what it finds becomes an answer by the
-- same two people.
create table registry.enrolment (
  id uuid primary key,
  -- Name of the node that enrolled and is told.
  enrolled_by text not null,
  -- None of one that was ended before it came; taken away when it ends.
  data_key_id uuid references kernel.data_key (id),
  person_sealed bytea,
  -- Purpose, post, unit type, legal basis, how identity was proven: nothing of the person.
  terms jsonb,
  state text not null check (state in ('enrolled', 'left')),
  received_at timestamptz not null,
  -- When it was first compared with everybody on record, and said so to whoever enrolled.
  confirmed_at timestamptz,
  left_at timestamptz,
  check ((state = 'enrolled') = (person_sealed is not null)),
  check ((state = 'left') = (left_at is not null))
);
create index on registry.enrolment (id) where state = 'enrolled';

-- Which enrolments a question of the registry's own speaks for: those of one person, at as many units.
create table registry.enrolment_ask (
  ask_id uuid not null references registry.ask (id),
  enrolment_id uuid not null references registry.enrolment (id),
  primary key (ask_id, enrolment_id)
);
create index on registry.enrolment_ask (enrolment_id);

-- A question that the registry puts to itself for those enrolled: nobody waits for its answer, and *no record* is told to nobody.
alter table registry.ask add column monitoring boolean not null default false;

-- The numbered changes that the index follows are of records, and of those enrolled.
alter table registry.index_change alter column record_id drop not null;
alter table registry.index_change add column enrolment_id uuid references registry.enrolment (id);
alter table registry.index_change add constraint of_one_thing check ((record_id is null) <> (enrolment_id is null));

do $$
declare name text;
begin
  foreach name in array array['enrolment', 'enrolment_ask'] loop
    execute format('alter table registry.%I enable row level security', name);
    execute format('alter table registry.%I force row level security', name);
    execute format('grant select, insert on registry.%I to gatehouse_application', name);
    -- No person reads who is enrolled.
    execute format('create policy own_work on registry.%I for select using ((select registry.answers()))', name);
    execute format('create policy kept on registry.%I for insert with check ((select registry.answers()))', name);
  end loop;
end $$;
grant update on registry.enrolment to gatehouse_application;
create policy worked on registry.enrolment for update using ((select registry.answers()));

create policy counted_by_exchange on registry.index_head for select using ((select kernel.viewer_is_system('exchange')));
create policy advanced_by_exchange on registry.index_head for update using ((select kernel.viewer_is_system('exchange')));
create policy announced_by_exchange on registry.index_change for insert with check ((select kernel.viewer_is_system('exchange')));

-- Everybody enrolled compared with everybody on record anew: when somebody asks for it, and by itself when the index had to be built
-- anew, since nobody knows then what a change of the law has made answerable. In chunks, from the last one done.
create table registry.rescreening (
  id uuid primary key,
  state text not null check (state in ('running', 'stopped', 'finished')),
  -- The last enrolment of the last chunk; those after it by id are still to be looked at.
  after_enrolment_id uuid,
  enrolments integer not null,
  enrolments_done integer not null default 0,
  news integer not null default 0,
  version integer not null check (version > 0),
  started_by text not null,
  started_at timestamptz not null
);
create unique index one_rescreening_at_a_time on registry.rescreening ((state is not null)) where state in ('running', 'stopped');
create index on registry.rescreening (started_at desc, id);

alter table registry.rescreening enable row level security;
alter table registry.rescreening force row level security;
grant select, insert, update on registry.rescreening to gatehouse_application;
create policy seen on registry.rescreening for select using ((select kernel.viewer_has_role('verifier')) or (select registry.answers()));
create policy begun on registry.rescreening for insert with check (
  ((select kernel.viewer_has_role('verifier')) or (select kernel.viewer_is_system('matcher'))) and state = 'running'
);
create policy worked on registry.rescreening for update using ((select kernel.viewer_has_role('verifier')) or (select registry.answers()));
-- How many there are, and nothing else of them, for whoever begins.
create function registry.enrolled_count() returns integer
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not (kernel.viewer_has_role('verifier') or kernel.viewer_is_system('matcher')) then
    raise exception 'not a duty of this viewer' using errcode = '42501';
  end if;
  return (select count(*)::integer from registry.enrolment where state = 'enrolled');
end $$;
create policy counted on registry.enrolment for select to current_user using (true);
revoke all on function registry.enrolled_count() from public;
grant execute on function registry.enrolled_count() to gatehouse_application;
