-- Why: how often a system like this is used, refused and objected to is told nowhere else, or by those who run it. Figures of a month are fixed
-- once, with their digest in the log, so that they can be defended and cannot be mended afterwards.
create table journal.use_figures (
  month text primary key check (month ~ '^\d{4}-\d\d$'),
  -- As they were published: small figures withheld.
  figures jsonb not null,
  digest bytea not null check (length(digest) = 32),
  -- The head of the log under which they were counted.
  size bigint not null,
  root bytea not null,
  entry_id uuid not null references journal.entry (id) deferrable initially deferred,
  fixed_at timestamptz not null
);
alter table journal.use_figures enable row level security;
alter table journal.use_figures force row level security;
grant select, insert on journal.use_figures to gatehouse_application;
create policy told_to_all on journal.use_figures for select using ((select kernel.viewer()) is not null);
create policy fixed_by_journal on journal.use_figures for insert with check ((select kernel.viewer_is_system('journal')));

-- Entries by actor, act, outcome and day of China, for the counting alone; nothing of what they were about.
create function journal.use_counts(acts text[], since timestamptz, until timestamptz)
  returns table (actor text, act text, outcome text, day date, entries integer)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kernel.viewer_is_system('journal') then return; end if;
  return query
    select entry.actor, entry.act, entry.outcome, (entry.at at time zone 'Asia/Shanghai')::date as of_day, count(*)::integer
      from journal.entry entry
     where entry.act = any (acts) and entry.at >= since and entry.at < until
     group by entry.actor, entry.act, entry.outcome, of_day;
end $$;
revoke all on function journal.use_counts(text[], timestamptz, timestamptz) from public;
grant execute on function journal.use_counts(text[], timestamptz, timestamptz) to gatehouse_application;

-- When the log of this node began, for the first month to be counted.
create function journal.first_entry_at() returns timestamptz
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kernel.viewer_is_system('journal') then return null; end if;
  return (select entry.at from journal.place place join journal.entry entry on entry.id = place.entry_id order by place.log, place.leaf_index limit 1);
end $$;
revoke all on function journal.first_entry_at() from public;
grant execute on function journal.first_entry_at() to gatehouse_application;
