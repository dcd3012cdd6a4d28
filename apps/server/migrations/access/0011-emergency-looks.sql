-- Why: somebody who protects a child tonight may need what is kept by others. Without a way that is written down they call a colleague for a
-- password; with one that is too wide everybody looks. One person for an hour, by two people, reviewed the day after.
create table access.emergency_look (
  id uuid primary key,
  account_id uuid not null references access.account (id),
  organisation_id uuid not null references access.organisation (id),
  asked_by_name text not null,
  kind text not null,
  -- Keyed tokens of the one document asked for; what they open is for the table that is looked at to compare.
  tokens bytea[] not null,
  -- How the journal knows the person.
  subjects text[] not null,
  ground text not null check (ground in ('child_in_danger', 'child_missing', 'urgent_measure')),
  data_key_id uuid not null references kernel.data_key (id),
  reason bytea not null,
  reference bytea not null,
  asked_at timestamptz not null,
  approved_by uuid references access.account (id),
  approved_by_name text,
  declined_at timestamptz,
  opened_at timestamptz,
  is_alone boolean not null default false,
  open_until timestamptz,
  ended_at timestamptz,
  review_due_at timestamptz,
  verdict text check (verdict in ('in_order', 'not_in_order')),
  verdict_words bytea,
  reviewed_at timestamptz,
  reviewed_by uuid references access.account (id),
  suspended_at timestamptz,
  check (approved_by is distinct from account_id and reviewed_by is distinct from account_id),
  check ((opened_at is null) = (open_until is null) and (opened_at is null) = (review_due_at is null)),
  -- Opened by two people, or alone for a child in danger.
  check (opened_at is null or (approved_by is not null) <> is_alone),
  check (not is_alone or ground = 'child_in_danger'),
  check (declined_at is null or opened_at is null),
  check ((verdict is null) = (reviewed_at is null) and (verdict is null) = (reviewed_by is null) and (verdict is null) = (verdict_words is null)),
  check (verdict is null or opened_at is not null)
);
-- One person at a time.
create unique index one_emergency_look on access.emergency_look (account_id) where ended_at is null;
create index on access.emergency_look (review_due_at) where opened_at is not null;

-- What was done to a look: the truth, by whom the database saw doing it.
create table access.emergency_look_action (
  look_id uuid not null references access.emergency_look (id),
  verb text not null check (verb in ('ask', 'approve', 'decline', 'open-alone', 'end', 'review', 'suspend', 'lift')),
  actor text not null,
  at timestamptz not null
);
create index on access.emergency_look_action (look_id, at);

alter table access.emergency_look enable row level security;
alter table access.emergency_look force row level security;
alter table access.emergency_look_action enable row level security;
alter table access.emergency_look_action force row level security;
grant select, insert, update on access.emergency_look to gatehouse_application;
grant select, insert on access.emergency_look_action to gatehouse_application;

create policy own on access.emergency_look for select using (account_id = (select kernel.viewer_account()));
create policy of_colleagues on access.emergency_look for select using (
  organisation_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('procurator'))
);
create policy watched on access.emergency_look for select using (
  (select kernel.viewer_has_role('auditor')) or (select kernel.viewer_is_system('emergency-watch', 'restore'))
);
create policy asked on access.emergency_look for insert with check (
  account_id = (select kernel.viewer_account()) and organisation_id = (select kernel.viewer_organisation())
  and (select kernel.viewer_has_role('procurator')) and opened_at is null and verdict is null
);
-- A look is opened by a colleague, or by its owner alone; approved by nobody but who approves.
create policy own_steps on access.emergency_look for update using (account_id = (select kernel.viewer_account()))
  with check (account_id = (select kernel.viewer_account()) and verdict is null);
create policy second_person on access.emergency_look for update using (
  organisation_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('procurator'))
  and account_id <> (select kernel.viewer_account()) and opened_at is null
) with check (declined_at is not null or approved_by = (select kernel.viewer_account()));
create policy reviewed on access.emergency_look for update using ((select kernel.viewer_has_role('auditor')) and opened_at is not null)
  with check (reviewed_by = (select kernel.viewer_account()));
create policy watched_over on access.emergency_look for update using ((select kernel.viewer_is_system('emergency-watch')));

create policy of_look on access.emergency_look_action for select using (exists (select 1 from access.emergency_look one where one.id = look_id));
create policy acted on access.emergency_look_action for insert with check (
  exists (select 1 from access.emergency_look one where one.id = look_id and case
    when verb in ('approve', 'decline') then one.account_id <> (select kernel.viewer_account()) and (select kernel.viewer_has_role('procurator'))
    when verb = 'review' then (select kernel.viewer_has_role('auditor'))
    when verb in ('suspend', 'lift') then (select kernel.viewer_is_system('emergency-watch'))
    else one.account_id = (select kernel.viewer_account()) end)
  and (actor = 'account:' || (select kernel.viewer_account())::text or (select kernel.viewer_is_system('emergency-watch')))
);

-- The two functions below run as the owner.
create policy looked_up on access.emergency_look for select to current_user using (true);
create policy looked_up on access.emergency_look_action for select to current_user using (true);

-- Puts the viewer's own open look into use for this transaction alone: lists, exports and all other acts of the same hour see nothing
-- more than before. It has to have been opened by somebody else's approval, or alone, in an action of its own.
create function kernel.use_emergency_look(look uuid, at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kernel.viewer_has_role('procurator') or not exists (
    select 1 from access.emergency_look one
     where one.id = look and one.account_id = kernel.viewer_account()
       and one.opened_at <= at and one.open_until > at and one.ended_at is null
       and exists (select 1 from access.emergency_look_action done
                    where done.look_id = one.id
                      and case when one.is_alone then done.verb = 'open-alone' and done.actor = 'account:' || one.account_id::text
                               else done.verb = 'approve' and done.actor = 'account:' || one.approved_by::text end))
  then return false; end if;
  perform set_config('gatehouse.emergency_look', look::text, true);
  perform set_config('gatehouse.emergency_look_seal', kernel.viewer_seal('emergency-look:' || look::text), true);
  return true;
end $$;
revoke all on function kernel.use_emergency_look(uuid, timestamptz) from public;
grant execute on function kernel.use_emergency_look(uuid, timestamptz) to gatehouse_application;

-- What the look in use opens, for the policies of the tables that can be looked at; nothing where none is in use.
create function kernel.emergency_tokens(wanted text) returns bytea[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  given text := current_setting('gatehouse.emergency_look', true);
begin
  if coalesce(given, '') = ''
    or current_setting('gatehouse.emergency_look_seal', true) is distinct from kernel.viewer_seal('emergency-look:' || given)
  then return '{}'; end if;
  return coalesce((select one.tokens from access.emergency_look one where one.id = given::uuid and one.kind = wanted), '{}');
end $$;
revoke all on function kernel.emergency_tokens(text) from public;
grant execute on function kernel.emergency_tokens(text) to gatehouse_application;
