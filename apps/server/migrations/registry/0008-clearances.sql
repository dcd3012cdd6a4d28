-- Why: what two people found not to be the same person, remembered for the evidence they compared and for no other.

-- The evidence of both sides as it stood when the comparison was opened, as a keyed token; none for what was compared blind.
alter table registry.screening add column evidence_token bytea;

create table registry.clearance (
  evidence_token bytea primary key,
  person_id uuid not null references registry.person (id),
  comparison_id uuid not null references registry.comparison (id),
  at timestamptz not null
);
create index on registry.clearance (person_id);

alter table registry.clearance enable row level security;
alter table registry.clearance force row level security;
grant select, insert on registry.clearance to gatehouse_application;
create policy matcher_alone on registry.clearance for select using ((select registry.answers()));
create policy matcher_writes on registry.clearance for insert with check ((select registry.answers()));
