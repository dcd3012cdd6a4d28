-- Why: gaps that the education authorities left lying are owed to the procuratorate, and nobody there heard of one. What the platform says of them is
-- kept here, for the procuratorate of the district; no person and no word that somebody at the platform wrote is among it. The procuratorate above
-- reads what those below it have, and acts on none of it.

-- How the codes of the viewer's district begin, for a procurator; of nobody else it is null, and compares with nothing.
create function supervision.viewer_district() returns text
  language sql stable as $$
  select case when kernel.viewer_has_role('procurator')
              then regexp_replace(kernel.viewer() ->> 'divisionCode', '(00){1,2}$', '') end
$$;
create function supervision.viewer_division() returns text
  language sql stable as $$ select kernel.viewer() ->> 'divisionCode' $$;
grant execute on function supervision.viewer_district(), supervision.viewer_division() to gatehouse_application;

create table supervision.owed_gap (
  -- As the platform told it: made for the exchange.
  id uuid primary key,
  -- The node that told, to which what is done here is said.
  told_by text not null,
  -- The last that was told of it.
  told_version integer not null,
  -- The division of the authority that was late, and the procuratorate that has it; null: none is known yet.
  division_code text not null,
  organisation_id uuid,
  -- The division of that procuratorate, for the one above it.
  held_in text,
  unit_en text not null,
  unit_zh text not null,
  authority_en text,
  authority_zh text,
  above_en text,
  above_zh text,
  -- A kind and a post class of the law pack.
  kind text not null,
  post_class text,
  missing integer,
  since timestamptz not null,
  found_at timestamptz not null,
  escalated_at timestamptz,
  owed_at timestamptz not null,
  still_there boolean not null,
  -- Its steps: whose, from when until when, since when late.
  course jsonb not null,
  mended_at timestamptz,
  mended_as text check (mended_as in ('mended', 'verified', 'void')),
  state text not null default 'WAITING' check (state in ('WAITING', 'IN_HAND', 'CLOSED')),
  taken_by text,
  taken_at timestamptz,
  -- A conclusion of the law pack, and what was written with it, under a key of its own.
  conclusion text,
  closed_by text,
  closed_at timestamptz,
  data_key_id uuid references kernel.data_key (id),
  words bytea,
  version integer not null default 1,
  received_at timestamptz not null,
  check ((organisation_id is null) = (held_in is null)),
  check ((mended_at is null) = (mended_as is null)),
  check ((taken_by is null) = (taken_at is null)),
  check (state = 'WAITING' or taken_by is not null),
  check ((state = 'CLOSED') = (conclusion is not null)),
  check ((conclusion is null) = (closed_at is null) and (conclusion is null) = (closed_by is null)),
  check ((conclusion is null) = (words is null) and (words is null) = (data_key_id is null))
);
create index on supervision.owed_gap (organisation_id, state, owed_at);
create index on supervision.owed_gap (held_in, state);
create index on supervision.owed_gap (received_at) where organisation_id is null;

alter table supervision.owed_gap enable row level security;
alter table supervision.owed_gap force row level security;
grant select, insert, update on supervision.owed_gap to gatehouse_application;

create policy own on supervision.owed_gap for select using (
  (organisation_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('procurator')))
  or (select kernel.viewer_is_system('supervision', 'exchange'))
);
create policy of_below on supervision.owed_gap for select using (
  starts_with(held_in, (select supervision.viewer_district())) and held_in <> (select supervision.viewer_division())
);
create policy told on supervision.owed_gap for insert with check ((select kernel.viewer_is_system('exchange')) and state = 'WAITING');
create policy worked on supervision.owed_gap for update using (
  (organisation_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('procurator')))
  or (select kernel.viewer_is_system('supervision', 'exchange'))
);
