-- Why: whoever was wronged by an answer asks what was known when it was given. The re-check desk looks at one answer, under purpose and
-- reference, for the length of one transaction: with what was known then, beside what is known now. Nobody who gave an opinion on it may, nobody
-- while it is looked at again, and whoever has looked takes no part when it is looked at again later.

-- By which version of the rules the evidence was weighed, and by which pack an answer was given; null: before this was kept.
alter table registry.screening add column rule_version text;
alter table registry.ask add column answered_under jsonb;

-- Who looked at which answer. What a row opens it opens in the transaction that wrote it, and in no other.
create table registry.replay (
  id uuid primary key,
  ask_id uuid not null references registry.ask (id),
  account_id uuid not null,
  at timestamptz not null,
  transaction_id text not null
);
create index on registry.replay (ask_id);
create index on registry.replay (account_id);
create index on registry.replay (transaction_id);
alter table registry.replay enable row level security;
alter table registry.replay force row level security;
grant select, insert on registry.replay to gatehouse_application;

-- The functions below run as the owner and look past the rows that the viewer may see.
create policy looked_up on registry.ask for select to current_user using (true);
create policy looked_up on registry.ask_document for select to current_user using (true);
create policy looked_up on registry.replay for select to current_user using (true);

-- Whether the viewer may look at this answer: one that was given to somebody who asked, that is not being looked at again, and on which, and on
-- the looking again of which, they gave no opinion.
create function registry.may_be_replayed(answer uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return kernel.viewer_has_role('recheck') and exists (
    select 1 from registry.ask one
     where one.id = answer and one.state = 'answered' and not one.canary and not one.monitoring and one.recheck_of is null
       and not exists (
         select 1 from registry.ask again
          where again.recheck_of = one.id and again.state in ('asked', 'source_silent', 'comparing'))
       and not exists (
         select 1 from registry.ask own
          where (own.id = one.id or own.recheck_of = one.id) and own.id = any (registry.asks_compared_by_viewer())));
end $$;

-- The answers that were given about whoever holds one of these documents: what was asked, and never what was answered.
create function registry.answers_about(tokens bytea[])
  returns table (ask_id uuid, asked_by text, terms jsonb, received_at timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kernel.viewer_has_role('recheck') then return; end if;
  return query select one.id, one.asked_by, one.terms, one.received_at from registry.ask one
   where one.id in (select document.ask_id from registry.ask_document document where document.token = any (tokens))
     and registry.may_be_replayed(one.id)
   order by one.received_at desc, one.id limit 100;
end $$;

-- The answer that this transaction looks at; none where it looks at none.
create function registry.replayed_now() returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select one.ask_id from registry.replay one
           where one.transaction_id = pg_current_xact_id_if_assigned()::text and one.account_id = kernel.viewer_account() limit 1);
end $$;

-- The answers that the viewer has looked at.
create function registry.asks_replayed_by_viewer() returns uuid[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce((select array_agg(distinct one.ask_id) from registry.replay one where one.account_id = kernel.viewer_account()), '{}');
end $$;

revoke all on function registry.may_be_replayed(uuid) from public;
revoke all on function registry.answers_about(bytea[]) from public;
revoke all on function registry.replayed_now() from public;
revoke all on function registry.asks_replayed_by_viewer() from public;
grant execute on function registry.may_be_replayed(uuid) to gatehouse_application;
grant execute on function registry.answers_about(bytea[]) to gatehouse_application;
grant execute on function registry.replayed_now() to gatehouse_application;
grant execute on function registry.asks_replayed_by_viewer() to gatehouse_application;

create policy own on registry.replay for select using (account_id = (select kernel.viewer_account()) and (select kernel.viewer_has_role('recheck')));
create policy looked on registry.replay for insert with check (
  account_id = (select kernel.viewer_account()) and transaction_id = pg_current_xact_id()::text and registry.may_be_replayed(ask_id)
);

-- The answer, the questions by which it was looked at again, and what stands behind them.
create policy replayed on registry.ask for select using (
  id = (select registry.replayed_now()) or recheck_of = (select registry.replayed_now())
);
create policy replayed on registry.comparison for select using (ask_id = (select registry.replayed_now()));
create policy replayed on registry.screening for select using (
  (select registry.replayed_now()) is not null
  and exists (select 1 from registry.comparison where comparison.id = screening.comparison_id and comparison.ask_id = (select registry.replayed_now()))
);
create policy replayed on registry.opinion for select using (
  (select registry.replayed_now()) is not null
  and exists (select 1 from registry.comparison where comparison.id = opinion.comparison_id and comparison.ask_id = (select registry.replayed_now()))
);
create policy replayed on registry.answer_ground for select using (ask_id = (select registry.replayed_now()));
create policy replayed on registry.clearance for select using ((select registry.replayed_now()) is not null);

-- Whoever has looked at an answer has seen who found what: other eyes look at it again.
alter policy whose_turn on registry.comparison using (
  (select registry.answers())
  or (recheck_of is null and state = any ((select registry.turns())::text[]))
  or (recheck_of is not null and state in ('first', 'second', 'recheck')
      and (select kernel.viewer_has_role('recheck')) and recheck_of <> all ((select registry.asks_compared_by_viewer())::uuid[])
      and recheck_of <> all ((select registry.asks_replayed_by_viewer())::uuid[]))
);
alter policy worked on registry.comparison using (
  (select registry.answers())
  or (recheck_of is null and state = any ((select registry.turns())::text[]))
  or (recheck_of is not null and state in ('first', 'second', 'recheck')
      and (select kernel.viewer_has_role('recheck')) and recheck_of <> all ((select registry.asks_compared_by_viewer())::uuid[])
      and recheck_of <> all ((select registry.asks_replayed_by_viewer())::uuid[]))
);
