-- Why: a person who opened their own page is shown where each thing done about them stands in the log. They learn of the acts
-- that the page names, by the random ids they see there, and of no other entry.
create function journal.entries_about(objects text[], acts text[])
  returns table (id uuid, object_id text, act text, at timestamptz, leaf_index bigint, log integer)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kernel.viewer_kind() is distinct from 'visitor' then return; end if;
  return query
    select entry.id, entry.object_id, entry.act, entry.at, place.leaf_index, coalesce(place.log, 0)
      from journal.entry entry left join journal.place place on place.entry_id = entry.id
     where entry.object_id = any (objects) and entry.act = any (acts) and entry.outcome = 'done';
end $$;
revoke all on function journal.entries_about(text[], text[]) from public;
grant execute on function journal.entries_about(text[], text[]) to gatehouse_application;
