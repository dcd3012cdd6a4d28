-- Why: what was asked and how it was answered. A finding becomes an answer only through two people, one after the other and
-- blind to each other; what the matcher thought, and which rows are a blind share, no person can read here.
create table registry.ask (
  id uuid primary key,
  -- Name of the node that asked and is answered.
  asked_by text not null,
  data_key_id uuid not null references kernel.data_key (id),
  person_sealed bytea not null,
  -- Purpose, post, unit type, legal basis, how identity was proven: nothing of the person.
  terms jsonb not null,
  state text not null check (state in ('asked', 'source_silent', 'comparing', 'answered', 'cancelled')),
  outcome text check (outcome in ('no_record', 'record_found')),
  received_at timestamptz not null,
  answered_at timestamptz
);
create index on registry.ask (received_at) where state in ('asked', 'source_silent');

create table registry.comparison (
  id uuid primary key,
  ask_id uuid not null references registry.ask (id),
  person_id uuid not null references registry.person (id),
  -- The matcher's reasons, sealed under the ask's data key.
  reasons_sealed bytea not null,
  state text not null check (state in ('first', 'second', 'recheck', 'decided', 'cancelled')),
  ending text check (ending in ('same_person', 'not_the_same', 'identity_misused')),
  urgent boolean not null,
  claimed_by uuid,
  claimed_at timestamptz,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  decided_at timestamptz,
  version integer not null,
  unique (ask_id, person_id),
  check ((state = 'decided') = (ending is not null))
);
create index on registry.comparison (state, due_at, id);
create index on registry.comparison (person_id);

-- Which records stand behind a comparison, with what strength, and whether it is one of the blind share.
create table registry.screening (
  comparison_id uuid primary key references registry.comparison (id),
  record_ids uuid[] not null,
  band text not null check (band in ('strong', 'possible', 'none')),
  blind boolean not null
);

create table registry.opinion (
  id uuid primary key,
  comparison_id uuid not null references registry.comparison (id),
  stage text not null check (stage in ('first', 'second', 'recheck')),
  account_id uuid not null,
  ending text not null check (ending in ('same_person', 'not_the_same', 'need_more', 'identity_misused')),
  reason_sealed bytea not null,
  at timestamptz not null,
  unique (comparison_id, stage),
  -- Two opinions are two people.
  unique (comparison_id, account_id)
);

create table registry.misuse_mark (
  person_id uuid not null references registry.person (id),
  comparison_id uuid primary key references registry.comparison (id),
  at timestamptz not null
);
create index on registry.misuse_mark (person_id);

do $$
declare name text;
begin
  foreach name in array array['ask', 'comparison', 'screening', 'opinion', 'misuse_mark'] loop
    execute format('alter table registry.%I enable row level security', name);
    execute format('alter table registry.%I force row level security', name);
    execute format('grant select, insert on registry.%I to gatehouse_application', name);
  end loop;
end $$;
grant update on registry.ask, registry.comparison to gatehouse_application;

create function registry.answers() returns boolean language sql stable as $$
  select kernel.viewer_is_system('matcher', 'exchange')
$$;
-- Whose turn a comparison is, and the viewer's part in it.
create function registry.has_the_turn(state text) returns boolean language sql stable as $$
  select (state = 'first' and kernel.viewer_has_role('comparer'))
      or (state = 'second' and kernel.viewer_has_role('comparer-2'))
      or (state = 'recheck' and kernel.viewer_has_role('recheck'))
$$;
grant execute on all functions in schema registry to gatehouse_application;

create policy whose_turn on registry.comparison for select using (registry.answers() or registry.has_the_turn(state));
create policy opened on registry.comparison for insert with check (registry.answers());
create policy worked on registry.comparison for update using (registry.answers() or registry.has_the_turn(state));

create policy in_comparison on registry.ask for select using (
  registry.answers() or exists (select 1 from registry.comparison where comparison.ask_id = ask.id)
);
create policy received on registry.ask for insert with check (registry.answers());
create policy worked on registry.ask for update using (registry.answers());

create policy matcher_alone on registry.screening for select using (registry.answers());
create policy matcher_writes on registry.screening for insert with check (registry.answers());

-- The second is blind to the first: one's own opinion, or all of them for the third person whose turn it is.
create policy own_or_third on registry.opinion for select using (
  registry.answers() or account_id = kernel.viewer_account()
  or exists (select 1 from registry.comparison where comparison.id = opinion.comparison_id and comparison.state = 'recheck' and registry.has_the_turn(comparison.state))
);
create policy given on registry.opinion for insert with check (
  account_id = kernel.viewer_account()
  and exists (select 1 from registry.comparison where comparison.id = opinion.comparison_id and comparison.state = opinion.stage and registry.has_the_turn(comparison.state))
);

create policy seen on registry.misuse_mark for select using (
  registry.answers() or registry.looks_after()
  or exists (select 1 from registry.comparison where comparison.person_id = misuse_mark.person_id)
);
create policy marked on registry.misuse_mark for insert with check (registry.answers());

-- Who compares sees the person, and the effective records, of the comparison whose turn it is; nobody else's.
create policy compared on registry.person for select using (exists (select 1 from registry.comparison where comparison.person_id = person.id));
create policy compared on registry.person_name for select using (exists (select 1 from registry.comparison where comparison.person_id = person_name.person_id));
create policy compared on registry.person_document for select using (exists (select 1 from registry.comparison where comparison.person_id = person_document.person_id));
create policy compared on registry.attestation for select using (exists (select 1 from registry.record where record.id = attestation.record_id));
create policy compared on registry.record for select using (
  state = 'effective' and exists (select 1 from registry.comparison where comparison.person_id = record.person_id)
);
