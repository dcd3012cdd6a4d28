-- Why: whoever objects has an answer looked at again by a day that the objection's own clock says. The question carries that day; what is not
-- decided in time is marked once, and whoever looks after the registry is told how much of it waits at which turn, and of nobody.
alter table registry.ask add column due_at timestamptz, add column overdue_at timestamptz;
alter table registry.comparison add column overdue_at timestamptz;
create index on registry.ask (due_at) where overdue_at is null and due_at is not null and state in ('asked', 'source_silent', 'comparing');
create index on registry.comparison (due_at) where overdue_at is null and state in ('first', 'second', 'recheck');

-- Counts alone, of what its reader may not read row by row. Invented persons on their way to the desk are nobody's work.
create function registry.waits_at_desk(at timestamptz)
  returns table (turn text, waiting bigint, late bigint, oldest_due_at timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not (registry.looks_after() or kernel.viewer_has_role('auditor')) then return; end if;
  return query
    select waits.turn, count(*), count(*) filter (where waits.due_at < at), min(waits.due_at)
      from (
        select comparison.state as turn, least(comparison.due_at, ask.due_at) as due_at
          from registry.comparison comparison join registry.ask ask on ask.id = comparison.ask_id
         where comparison.state in ('first', 'second', 'recheck') and not comparison.canary
        union all
        select 'source', ask.due_at from registry.ask ask where ask.state = 'source_silent' and not ask.canary
      ) waits
     group by waits.turn;
end $$;
revoke all on function registry.waits_at_desk(timestamptz) from public;
grant execute on function registry.waits_at_desk(timestamptz) to gatehouse_application;
