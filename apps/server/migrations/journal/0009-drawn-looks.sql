-- Why: limits and alerts find who looks too often; somebody who looks once at a neighbour looks as often as everybody. A share of each day's
-- looks is drawn by a rule that nobody can turn, and a person settles each: does the file that was named exist, and was it this officer's?
create table journal.look_draw (
  -- The day whose seal ended it (UTC), as `journal.day_seal` names it.
  epoch text primary key,
  log integer not null,
  -- The draw is over the entries of this log from here up to, not including, the seal of the day.
  first_index bigint not null,
  seal_index bigint not null check (seal_index >= first_index),
  seed bytea not null check (length(seed) = 32),
  looks bigint not null,
  drawn bigint not null check (drawn <= looks),
  entry_id uuid not null references journal.entry (id) deferrable initially deferred,
  drawn_at timestamptz not null
);
create table journal.look_review (
  id uuid primary key,
  entry_id uuid not null unique references journal.entry (id),
  epoch text not null references journal.look_draw (epoch),
  account_id uuid not null,
  act text not null,
  looked_at timestamptz not null,
  due_at timestamptz not null,
  state text not null default 'drawn' check (state in ('drawn', 'asked', 'answered', 'in_order', 'not_in_order')),
  wants text check (wants in ('confirmation', 'explanation')),
  data_key_id uuid references kernel.data_key (id),
  -- What the look said of itself, for the superior, who does not read the log; and what was written about it.
  purpose bytea,
  reference bytea,
  answer bytea,
  is_confirmed boolean,
  words bytea,
  asked_at timestamptz,
  answered_at timestamptz,
  answered_by uuid,
  settled_at timestamptz,
  settled_by uuid,
  -- Nobody answers for a look of their own.
  check (answered_by is distinct from account_id and settled_by is distinct from account_id),
  check ((state in ('in_order', 'not_in_order')) = (settled_at is not null)),
  check ((asked_at is null) = (wants is null)),
  check ((answered_at is null) = (is_confirmed is null) and (answered_at is null) = (answered_by is null))
);
create index on journal.look_review (state, due_at);

alter table journal.look_draw enable row level security;
alter table journal.look_draw force row level security;
alter table journal.look_review enable row level security;
alter table journal.look_review force row level security;
grant select, insert on journal.look_draw to gatehouse_application;
grant select, insert, update on journal.look_review to gatehouse_application;

create policy drawn on journal.look_draw for insert with check ((select kernel.viewer_is_system('journal')));
create policy read on journal.look_draw for select using ((select kernel.viewer_is_system('journal')) or (select kernel.viewer_has_role('auditor')));
create policy drawn on journal.look_review for insert with check ((select kernel.viewer_is_system('journal')) and state = 'drawn');
create policy read_by_auditor on journal.look_review for select using ((select kernel.viewer_has_role('auditor')));
create policy settled_by_auditor on journal.look_review for update using ((select kernel.viewer_has_role('auditor')) and settled_at is null)
  with check (state in ('asked', 'in_order', 'not_in_order') and answered_by is distinct from (select kernel.viewer_account()));
-- A superior hears of what they were asked about, once.
create policy read_by_superior on journal.look_review for select using ((select kernel.viewer_has_role('admin', 'admin-2')) and asked_at is not null);
create policy answered_by_superior on journal.look_review for update using ((select kernel.viewer_has_role('admin', 'admin-2')) and state = 'asked')
  with check (state = 'answered' and answered_by = (select kernel.viewer_account()));

-- The looks between two places of the log, for the draw alone: which, by whom and when, and nothing of whom.
create function journal.looks_between(acts text[], of_log integer, from_index bigint, to_index bigint)
  returns table (id uuid, commitment bytea, act text, account_id uuid, at timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kernel.viewer_is_system('journal') then return; end if;
  return query
    select entry.id, entry.commitment, entry.act, substr(entry.actor, 9)::uuid, entry.at
      from journal.place place join journal.entry entry on entry.id = place.entry_id
     where place.log = of_log and place.leaf_index >= from_index and place.leaf_index < to_index
       and entry.act = any (acts) and entry.outcome = 'done' and entry.actor like 'account:%'
     order by place.leaf_index;
end $$;
revoke all on function journal.looks_between(text[], integer, bigint, bigint) from public;
grant execute on function journal.looks_between(text[], integer, bigint, bigint) to gatehouse_application;
