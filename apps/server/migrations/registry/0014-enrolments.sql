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
