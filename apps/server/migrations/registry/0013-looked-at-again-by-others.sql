-- Why: whoever objects to an answer has it looked at again, and not by those who gave it. The re-check desk alone compares such a
-- question, two of it blind to each other and a third where they differ; whoever gave an opinion the first time never sees it again.
alter table registry.ask add column recheck_of uuid references registry.ask (id);
alter table registry.comparison add column recheck_of uuid references registry.ask (id);
create index on registry.ask (recheck_of) where recheck_of is not null;

-- The questions in which the viewer has given an opinion. Asked once for a statement, inside (select …); it looks past the rows that
-- the viewer may still see, since their turn is over.
create policy asked_for_part on registry.opinion for select to current_user using (true);
create policy asked_for_part on registry.comparison for select to current_user using (true);
create function registry.asks_compared_by_viewer() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce((
    select array_agg(distinct comparison.ask_id)
      from registry.opinion opinion join registry.comparison comparison on comparison.id = opinion.comparison_id
     where opinion.account_id = kernel.viewer_account()), '{}');
end $$;
revoke all on function registry.asks_compared_by_viewer() from public;
grant execute on function registry.asks_compared_by_viewer() to gatehouse_application;

-- A question that is looked at again is the turn of the re-check desk at every stage, and of nobody who took part before.
alter policy whose_turn on registry.comparison using (
  (select registry.answers())
  or (recheck_of is null and state = any ((select registry.turns())::text[]))
  or (recheck_of is not null and state in ('first', 'second', 'recheck')
      and (select kernel.viewer_has_role('recheck')) and recheck_of <> all ((select registry.asks_compared_by_viewer())::uuid[]))
);
alter policy worked on registry.comparison using (
  (select registry.answers())
  or (recheck_of is null and state = any ((select registry.turns())::text[]))
  or (recheck_of is not null and state in ('first', 'second', 'recheck')
      and (select kernel.viewer_has_role('recheck')) and recheck_of <> all ((select registry.asks_compared_by_viewer())::uuid[]))
);
-- Whose turn it is, the comparison's own policy says.
alter policy given on registry.opinion with check (
  account_id = (select kernel.viewer_account())
  and exists (
    select 1 from registry.comparison
     where comparison.id = opinion.comparison_id and comparison.state = opinion.stage
       and (comparison.recheck_of is not null or comparison.state = any ((select registry.turns())::text[]))
  )
);
