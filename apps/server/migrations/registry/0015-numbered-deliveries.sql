-- Why: a source that still speaks may have lost a part of what it said (elsewhere charges of the small hours were missed for three months, and
-- nobody noticed). Deliveries are numbered and counted on both sides; while one is missing or the counts differ, the source does not
-- count as heard of since the last delivery before it.
alter table registry.source
  -- Whether its deliveries bear numbers, one after the other from 1.
  add column is_numbered boolean not null default false,
  -- Since when it is known not to be whole, why, and the first of the numbers that are missing.
  add column incomplete_since timestamptz,
  add column incomplete_why text check (incomplete_why in ('delivery_missing', 'counts_differ')),
  add column missing_numbers integer[] not null default '{}',
  add constraint incomplete_has_a_reason check ((incomplete_since is null) = (incomplete_why is null));
alter table registry.source_action
  drop constraint source_action_verb_check,
  add constraint source_action_verb_check check (verb in ('declared', 'received', 'nothing_new', 'counted'));
alter table registry.import add column delivery_number integer check (delivery_number > 0);
create unique index one_import_for_a_delivery on registry.import (source_id, delivery_number) where state <> 'discarded';

-- What arrived whole: an import that was entered, or the word that there is nothing new.
create table registry.delivery (
  source_id uuid not null references registry.source (id),
  number integer not null check (number > 0),
  rows integer not null check (rows >= 0),
  received_at timestamptz not null,
  primary key (source_id, number)
);

-- What the source says that it sent, from one number to another. A later word about the same numbers takes the place of an earlier one.
create table registry.count_statement (
  id uuid primary key,
  source_id uuid not null references registry.source (id),
  first_number integer not null check (first_number > 0),
  last_number integer not null check (last_number >= first_number),
  rows integer not null check (rows >= 0),
  reference text not null,
  stated_by text not null,
  stated_at timestamptz not null
);
create index on registry.count_statement (source_id, stated_at);

do $$
declare name text;
begin
  foreach name in array array['delivery', 'count_statement'] loop
    execute format('alter table registry.%I enable row level security', name);
    execute format('alter table registry.%I force row level security', name);
    execute format('grant select, insert on registry.%I to gatehouse_application', name);
  end loop;
end $$;

-- Numbers and counts of sources name no person.
create policy known on registry.delivery for select using ((select registry.keeps()) or (select kernel.viewer_is_operator()));
create policy received on registry.delivery for insert with check ((select registry.keeps()));
create policy known on registry.count_statement for select using ((select registry.keeps()));
create policy told on registry.count_statement for insert with check ((select kernel.viewer_has_role('registrar')));
