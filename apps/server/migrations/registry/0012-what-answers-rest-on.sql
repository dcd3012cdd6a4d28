-- Why: an answer is as true as what it rests on. What two people found is kept with the facts they found it on, so that whoever changes
-- one of these reaches every answer that rested on it (elsewhere 3,519 people were given somebody else's record, and nothing was recalled).
alter table registry.ask add column recalled_at timestamptz;
alter table registry.ask add constraint only_answers_are_recalled check (recalled_at is null or state = 'answered');

-- The records that stood behind a record found when it was answered, and the aliases and merges that made them one person's evidence.
-- Never updated, never deleted; no person reads it.
create table registry.answer_ground (
  ask_id uuid not null references registry.ask (id),
  kind text not null check (kind in ('record', 'alias', 'merge')),
  fact_id uuid not null,
  -- Whose fact it is; of a merge, the first of the two.
  person_id uuid not null references registry.person (id),
  -- The version of the fact that was looked at.
  version integer not null check (version > 0),
  -- Keyed token of the evidence of both sides, and how strong it was; of records alone.
  evidence_token bytea,
  band text check (band in ('strong', 'possible', 'none')),
  primary key (ask_id, kind, fact_id),
  check ((kind = 'record') = (evidence_token is not null)),
  check ((kind = 'record') = (band is not null))
);
create index on registry.answer_ground (person_id);
create index on registry.answer_ground (fact_id);

-- Documents of the persons asked about, by a keyed token of its own purpose: a correction that links a document to somebody on record finds
-- by it who was asked about under that document.
create table registry.ask_document (
  ask_id uuid not null references registry.ask (id),
  token bytea not null,
  primary key (ask_id, token)
);
create index on registry.ask_document (token);

do $$
declare name text;
begin
  foreach name in array array['answer_ground', 'ask_document'] loop
    execute format('alter table registry.%I enable row level security', name);
    execute format('alter table registry.%I force row level security', name);
    execute format('grant select, insert on registry.%I to gatehouse_application', name);
    execute format('create policy own_work on registry.%I for select using ((select registry.answers()))', name);
    execute format('create policy kept on registry.%I for insert with check ((select registry.answers()))', name);
  end loop;
end $$;
