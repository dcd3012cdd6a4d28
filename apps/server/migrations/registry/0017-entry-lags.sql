-- Why: a decision that takes effect and is entered a year later was missing for a year, and nobody saw it (elsewhere 14 months, unnoticed). How many
-- days lie between is kept for each record entered, by source, deciding body and month. It leads to no record and to no person.
create table registry.entry_lag (
  id uuid primary key,
  source_id uuid not null references registry.source (id),
  deciding_body text not null,
  deciding_body_name text not null,
  -- The first day of the month of entry.
  entered_month date not null check (extract(day from entered_month) = 1),
  days integer not null check (days >= 0)
);
create index on registry.entry_lag (entered_month);
alter table registry.entry_lag enable row level security;
alter table registry.entry_lag force row level security;
grant select, insert on registry.entry_lag to gatehouse_application;
create policy counted on registry.entry_lag for insert with check ((select registry.keeps()));
create policy seen on registry.entry_lag for select using ((select kernel.viewer_has_role('registrar', 'verifier', 'auditor')));
