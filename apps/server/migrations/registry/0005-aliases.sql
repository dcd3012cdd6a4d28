-- Why: the civil register says when a name or number of a person on record changed. Each change is kept beside the person, never
-- over a fact: it adds names and documents with their period once a second person has confirmed it, and takes them off again
-- when it proves wrong, so that a number which is not this person's is free for whom it belongs to.
alter table registry.person_name add column detached_at timestamptz;
alter table registry.person_document add column detached_at timestamptz;
alter table registry.person_document drop constraint person_document_token_key;
create unique index one_person_per_document on registry.person_document (token) where detached_at is null;

create table registry.alias (
  id uuid primary key,
  person_id uuid not null references registry.person (id),
  source_id uuid not null references registry.source (id),
  -- Keyed token of source, the register's reference and the person: the same change again is found by it.
  reference_token bytea not null,
  -- Keyed token of the change's content: tells "same" from "changed".
  content_token bytea not null,
  -- Kind, day, old and new name and document, reference.
  change_sealed bytea not null,
  state text not null check (state in ('waiting', 'effective', 'withdrawing', 'rejected', 'withdrawn')),
  version integer not null check (version > 0),
  -- The change that this one corrects; withdrawn in the act that confirms this one.
  replaces uuid references registry.alias (id),
  import_id uuid,
  -- Who did the step that now waits for somebody else.
  proposed_by text not null,
  entered_at timestamptz not null
);
create index on registry.alias (person_id);
create index on registry.alias (reference_token);
create index on registry.alias (entered_at, id) where state in ('waiting', 'withdrawing');
create unique index one_waiting_correction on registry.alias (replaces) where state = 'waiting';

-- The truth about an alias; the row above is the state that follows from it. Never updated, never deleted.
create table registry.alias_action (
  alias_id uuid not null references registry.alias (id),
  version integer not null check (version > 0),
  verb text not null check (verb in ('entered', 'verified', 'rejected', 'withdrawal_proposed', 'withdrawal_refused', 'withdrawn')),
  reason_sealed bytea,
  -- The first of the two people, where the action is the second's.
  proposed_by text,
  actor text not null,
  at timestamptz not null,
  primary key (alias_id, version),
  check (verb in ('entered', 'withdrawal_proposed') or proposed_by is not null),
  check (proposed_by is null or proposed_by <> actor)
);

-- Which names and documents an alias states. Only what an effective record or an alias in force states is compared.
create table registry.alias_fact (
  alias_id uuid not null references registry.alias (id),
  -- Id of a name or a document.
  fact_id uuid not null,
  primary key (alias_id, fact_id)
);
create index on registry.alias_fact (fact_id);

do $$
declare name text;
begin
  foreach name in array array['alias', 'alias_action', 'alias_fact'] loop
    execute format('alter table registry.%I enable row level security', name);
    execute format('alter table registry.%I force row level security', name);
    execute format('grant select, insert on registry.%I to gatehouse_application', name);
  end loop;
end $$;
grant update on registry.alias to gatehouse_application;
grant update (detached_at) on registry.person_name, registry.person_document to gatehouse_application;

create function registry.confirms() returns boolean language sql stable as $$
  select kernel.viewer_has_role('verifier') or kernel.viewer_is_system('demonstration')
$$;
grant execute on function registry.confirms() to gatehouse_application;

create policy looked_after on registry.alias for select using ((select registry.looks_after()));
create policy entered on registry.alias for insert with check ((select registry.keeps()) and state = 'waiting');
create policy changed on registry.alias for update using ((select registry.keeps()))
  with check ((select registry.confirms()) or ((select registry.keeps()) and state = 'withdrawing'));
create policy looked_after on registry.alias_action for select using ((select registry.looks_after()));
create policy entered on registry.alias_action for insert with check (
  (select registry.confirms()) or ((select registry.keeps()) and verb in ('entered', 'withdrawal_proposed'))
);
create policy looked_after on registry.alias_fact for select using ((select registry.looks_after()));
create policy stated on registry.alias_fact for insert with check ((select registry.confirms()));
create policy detached on registry.person_name for update using ((select registry.confirms()));
create policy detached on registry.person_document for update using ((select registry.confirms()));

-- Who compares sees which facts are stated, as with records; not the change itself.
create policy compared on registry.alias for select using (
  state in ('effective', 'withdrawing') and exists (select 1 from registry.comparison where comparison.person_id = alias.person_id)
);
create policy compared on registry.alias_fact for select using (exists (select 1 from registry.alias where alias.id = alias_fact.alias_id));
