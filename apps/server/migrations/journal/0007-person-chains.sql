-- Why: that an entry stands in the log does not show that none was left out. What was asked about a person is a chain of entries,
-- and every day the heads of all chains are sealed by one root in the log: who keeps count can no longer keep silent about one.
create table journal.chain (
  -- Keyed token of document and name; the secret of the person is made from it.
  token bytea primary key check (length(token) = 32),
  entries bigint not null default 0 check (entries >= 0),
  head bytea check (length(head) = 32),
  -- As the last seal of a day found it.
  sealed_entries bigint not null default 0,
  sealed_head bytea
);
create table journal.chain_link (
  token bytea not null references journal.chain (token),
  number bigint not null check (number > 0),
  entry_id uuid not null,
  primary key (token, number)
);
create table journal.day_seal (
  -- Its day in UTC, as the tokens of that day are made with.
  epoch text primary key check (epoch ~ '^\d{4}-\d\d-\d\d$'),
  chains bigint not null,
  root bytea not null check (length(root) = 32),
  -- The entry that holds the root; an act stages its entries last.
  entry_id uuid not null references journal.entry (id) deferrable initially deferred,
  sealed_at timestamptz not null
);

alter table journal.chain enable row level security;
alter table journal.chain force row level security;
alter table journal.chain_link enable row level security;
alter table journal.chain_link force row level security;
alter table journal.day_seal enable row level security;
alter table journal.day_seal force row level security;

-- How often somebody was asked about is nobody's to read but theirs: whoever acts reaches it by the functions below alone.
create policy read_by_journal on journal.chain for select using ((select kernel.viewer_is_system('journal')));
create policy sealed_by_journal on journal.chain for update using ((select kernel.viewer_is_system('journal')));
create policy read_by_journal on journal.chain_link for select using ((select kernel.viewer_is_system('journal')));
create policy sealed_by_journal on journal.day_seal for insert with check ((select kernel.viewer_is_system('journal')));
create policy known_to_all on journal.day_seal for select using ((select kernel.viewer()) is not null);
create policy kept_by_functions on journal.chain to current_user using (true);
create policy kept_by_functions on journal.chain_link to current_user using (true);
grant select on journal.chain, journal.chain_link to gatehouse_application;
grant update (sealed_entries, sealed_head) on journal.chain to gatehouse_application;
grant select, insert on journal.day_seal to gatehouse_application;

-- Locks the chains of an act until it ends, in one order, and makes those that are not there. A chain may go by a token of an
-- earlier key: `older` names it, `newer` the one it is asked for by.
create function journal.take_chains(newest bytea[], older bytea[], newer bytea[])
  returns table (asked bytea, token bytea, entries bigint, head bytea)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kernel.viewer() is null then raise exception 'no viewer'; end if;
  insert into journal.chain (token)
  select distinct wanted.token from unnest(newest) as wanted (token)
   where not exists (
     select 1 from unnest(older, newer) as other (old, new) join journal.chain held on held.token = other.old
      where other.new = wanted.token)
   order by wanted.token
  on conflict do nothing;
  return query
    select coalesce(other.new, held.token), held.token, held.entries, held.head
      from journal.chain held left join unnest(older, newer) as other (old, new) on other.old = held.token
     where held.token = any (newest || older)
     order by held.token for update of held;
end $$;

-- Adds to chains that this act has locked. A chain only grows, entry by entry.
create function journal.extend_chains(tokens bytea[], numbers bigint[], heads bytea[], ids uuid[]) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kernel.viewer() is null then raise exception 'no viewer'; end if;
  insert into journal.chain_link (token, number, entry_id)
  select added.token, added.number, added.id from unnest(tokens, numbers, ids) as added (token, number, id);
  update journal.chain held set entries = last.number, head = last.head
    from (select distinct on (added.token) added.token, added.number, added.head
            from unnest(tokens, numbers, heads) as added (token, number, head)
           order by added.token, added.number desc) as last
   where held.token = last.token and last.number > held.entries;
end $$;

-- A visitor learns how long their own chain is, by the tokens that their page was opened with.
create function journal.own_chain(tokens bytea[]) returns table (entries bigint, sealed bigint)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if kernel.viewer_kind() is distinct from 'visitor' then return; end if;
  return query select held.entries, held.sealed_entries from journal.chain held where held.token = any (tokens);
end $$;
revoke all on function journal.take_chains(bytea[], bytea[], bytea[]) from public;
revoke all on function journal.extend_chains(bytea[], bigint[], bytea[], uuid[]) from public;
revoke all on function journal.own_chain(bytea[]) from public;
grant execute on function journal.take_chains(bytea[], bytea[], bytea[]) to gatehouse_application;
grant execute on function journal.extend_chains(bytea[], bigint[], bytea[], uuid[]) to gatehouse_application;
grant execute on function journal.own_chain(bytea[]) to gatehouse_application;
