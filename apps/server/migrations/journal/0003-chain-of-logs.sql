-- Why: where the database lies behind its published log, writing on would sign a second, different history. The operator
-- closes that log and opens the next one, whose first entry declares the gap; a place is a place in one log of the chain.
alter table journal.entry add column log integer not null default 1 check (log > 0);
alter table journal.entry drop constraint entry_leaf_index_key;
create unique index by_place on journal.entry (log, leaf_index);
alter table journal.head add column log integer not null default 1 check (log > 0);
grant update (log) on journal.entry to gatehouse_application;

-- What was closed, and what is missing. Everything here is said in public: in health, beside the log, on the log's page.
create table journal.closed_log (
  log integer primary key check (log > 0),
  origin text not null,
  -- The last signed note of the closed log, verbatim, and how many entries it covers.
  checkpoint text not null,
  size bigint not null,
  -- How many entries of it the database holds, and whether they are the beginning of what was published.
  held bigint not null,
  fits boolean not null,
  reason text not null,
  -- The entry that declares it, first of the log that follows.
  entry_id uuid not null references journal.entry (id),
  closed_by text not null,
  closed_at timestamptz not null
);
alter table journal.closed_log enable row level security;
alter table journal.closed_log force row level security;
create policy known_to_all on journal.closed_log for select using ((select kernel.viewer()) is not null);
create policy declared_by_operator on journal.closed_log for insert with check ((select kernel.viewer_is_operator()));
grant select, insert on journal.closed_log to gatehouse_application;

drop function journal.leaf_of(uuid);
create function journal.leaf_of(wanted uuid) returns table (commitment bytea, leaf_index bigint, log integer)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select entry.commitment, entry.leaf_index, entry.log from journal.entry entry where entry.id = wanted;
end $$;
grant execute on function journal.leaf_of(uuid) to gatehouse_application;
