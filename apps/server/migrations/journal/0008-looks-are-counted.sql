-- Why: an officer who may look at one person may look at one after another all day (the published case: one officer, 88,985
-- searches). Every look leaves its entry, so looks are counted where they stand; nobody can look without being counted.
create function journal.own_looks(acts text[], since timestamptz, at_most integer) returns integer
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select count(*)::integer from (
    select 1 from journal.entry entry
     where entry.actor = 'account:' || (kernel.viewer() ->> 'accountId') and entry.at > since
       and entry.act = any (acts) and entry.outcome = 'done' limit at_most) looks);
end $$;
revoke all on function journal.own_looks(text[], timestamptz, integer) from public;
grant execute on function journal.own_looks(text[], timestamptz, integer) to gatehouse_application;

-- How often accounts looked, for those who watch over them. They learn counts, and nothing of whom was looked at.
create function journal.looks_of_accounts(acts text[], hour_since timestamptz, day_since timestamptz, more_than integer)
  returns table (account_id uuid, in_hour integer, in_day integer)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kernel.viewer_has_role('auditor', 'admin', 'admin-2') then return; end if;
  return query
    select substr(entry.actor, 9)::uuid, (count(*) filter (where entry.at > hour_since))::integer, count(*)::integer
      from journal.entry entry
     where entry.act = any (acts) and entry.at > day_since and entry.outcome = 'done' and entry.actor like 'account:%'
     group by entry.actor having count(*) > more_than;
end $$;
revoke all on function journal.looks_of_accounts(text[], timestamptz, timestamptz, integer) from public;
grant execute on function journal.looks_of_accounts(text[], timestamptz, timestamptz, integer) to gatehouse_application;
