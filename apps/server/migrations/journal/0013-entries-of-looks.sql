-- Why: a node of casework that tells another of a look tells it which entries were made of it. Answered to a visitor, as before, and to the
-- watch over emergency looks, for entries of such looks alone.
create or replace function journal.entries_about(objects text[], acts text[])
  returns table (id uuid, object_id text, act text, at timestamptz, leaf_index bigint, log integer)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kernel.viewer_kind() is distinct from 'visitor' and not kernel.viewer_is_system('emergency-watch') then return; end if;
  return query
    select entry.id, entry.object_id, entry.act, entry.at, place.leaf_index, coalesce(place.log, 0)
      from journal.entry entry left join journal.place place on place.entry_id = entry.id
     where entry.object_id = any (objects) and entry.act = any (acts) and entry.outcome = 'done'
       and (kernel.viewer_kind() = 'visitor' or entry.object_kind = 'access.emergency-look');
end $$;
