-- Why: a look in the course of an investigation may not warn whom it is about; one that is never shown is how looks are abused. Its owner asks that it
-- be withheld to a day, a second person decides, and from the next day on it stands on the person's own page at its old place in the log. How many
-- are withheld, and since when the oldest, everybody can read, and each day's number stands in the log.
create table access.withheld_look (
  id uuid primary key,
  look_id uuid not null references access.emergency_look (id),
  -- The first period, or a renewal.
  number integer not null check (number > 0),
  account_id uuid not null references access.account (id),
  -- The last day on which it is withheld.
  until_day date not null,
  -- Sealed under the data key of the look.
  reason bytea not null,
  asked_at timestamptz not null,
  decided_by uuid references access.account (id),
  decided_by_name text,
  decided_at timestamptz,
  is_approved boolean,
  released_at timestamptz,
  unique (look_id, number),
  check (decided_by is distinct from account_id),
  check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (is_approved is null) and (decided_at is null) = (decided_by_name is null)),
  check (released_at is null or is_approved)
);
create unique index one_undecided_withholding on access.withheld_look (look_id) where decided_at is null;

-- Each day's number, for everybody.
create table access.withheld_count (
  day date primary key,
  looks integer not null check (looks >= 0),
  oldest_since date,
  overdue integer not null check (overdue >= 0),
  entry_id uuid not null,
  counted_at timestamptz not null,
  check ((looks = 0) = (oldest_since is null))
);

do $$
declare name text;
begin
  foreach name in array array['withheld_look', 'withheld_count'] loop
    execute format('alter table access.%I enable row level security', name);
    execute format('alter table access.%I force row level security', name);
    execute format('grant select, insert on access.%I to gatehouse_application', name);
  end loop;
end $$;
-- What was asked for stays as it was: a step adds to it, once.
grant update (decided_by, decided_by_name, decided_at, is_approved, released_at) on access.withheld_look to gatehouse_application;

create policy of_look on access.withheld_look for select using (exists (select 1 from access.emergency_look one where one.id = look_id));
create policy asked on access.withheld_look for insert with check (
  account_id = (select kernel.viewer_account()) and (select kernel.viewer_has_role('procurator')) and decided_at is null and released_at is null
  and exists (select 1 from access.emergency_look one where one.id = look_id and one.account_id = (select kernel.viewer_account()) and one.opened_at is not null)
);
create policy decided on access.withheld_look for update using (
  (select kernel.viewer_has_role('procurator')) and account_id <> (select kernel.viewer_account()) and decided_at is null
  and exists (select 1 from access.emergency_look one where one.id = look_id and one.organisation_id = (select kernel.viewer_organisation()))
) with check (decided_by = (select kernel.viewer_account()) and released_at is null);
create policy released on access.withheld_look for update using (
  (select kernel.viewer_is_system('emergency-watch')) and is_approved and released_at is null
) with check (released_at is not null);
create policy told on access.withheld_count for select using ((select kernel.viewer_kind()) is not null);
create policy counted on access.withheld_count for insert with check ((select kernel.viewer_is_system('emergency-watch')));

-- The function below runs as the owner.
create policy looked_up on access.withheld_look for select to current_user using (true);

-- The looks about whom the journal knows by these tokens, as they stand on the person's own page: once their review is due, and without those
-- that are withheld today. Answered to a visitor alone, so that no desk can ask who was looked at.
create function access.looks_about(wanted text[], at timestamptz, today date)
  returns table (id uuid, organisation_id uuid, ground text, opened_at timestamptz, withheld_until date)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kernel.viewer_kind() is distinct from 'visitor' then return; end if;
  return query
    select one.id, one.organisation_id, one.ground, one.opened_at, held.until_day
      from access.emergency_look one
      left join lateral (
        select max(period.until_day) as until_day from access.withheld_look period where period.look_id = one.id and period.is_approved
      ) held on true
     where one.subjects && wanted and one.review_due_at <= at and (held.until_day is null or held.until_day < today)
     order by one.opened_at desc, one.id;
end $$;
revoke all on function access.looks_about(text[], timestamptz, date) from public;
grant execute on function access.looks_about(text[], timestamptz, date) to gatehouse_application;
