-- Why: whom an order bars from a post must not be placed in it, and the unit has to hear that and no more. The platform keeps tokens of its
-- own, days and posts of an order: no name, no number, no court, no case.
create table workforce.prohibition (
  -- Made by casework for the exchange.
  id uuid primary key,
  -- The node that told, to which answers go.
  told_by text not null,
  -- Null: all posts in close contact with minors.
  post_classes text[],
  begins_on date,
  ends_on date,
  told_at timestamptz,
  ended_at timestamptz,
  -- One that ended before it was told is kept, so that the telling that comes later has no effect.
  check (told_at is not null or ended_at is not null),
  check ((told_at is null) = (begins_on is null))
);

create table workforce.prohibition_token (
  prohibition_id uuid not null references workforce.prohibition (id),
  token bytea not null,
  -- A document alone is a question; a document with a name is the person.
  kind text not null check (kind in ('document', 'identity')),
  primary key (prohibition_id, token)
);
create index on workforce.prohibition_token (token);

-- Somebody on a roster for a post from which an order bars them, as casework was told.
create table workforce.placement (
  id uuid primary key,
  prohibition_id uuid not null references workforce.prohibition (id),
  employment_id uuid not null references workforce.employment (id),
  is_sure boolean not null,
  seen_at timestamptz not null,
  ended_on date
);
create unique index one_placement on workforce.placement (prohibition_id, employment_id) where ended_on is null;
create index on workforce.placement (employment_id);

alter table workforce.coverage add column is_prohibited boolean not null default false;

do $$
declare name text;
begin
  foreach name in array array['prohibition', 'prohibition_token', 'placement'] loop
    execute format('alter table workforce.%I enable row level security', name);
    execute format('alter table workforce.%I force row level security', name);
  end loop;
end $$;
grant select, insert, update on workforce.prohibition, workforce.placement to gatehouse_application;
grant select, insert on workforce.prohibition_token to gatehouse_application;

-- No person reads which orders there are: a unit is told by the state of its own employment.
create policy own_work on workforce.prohibition for select using ((select kernel.viewer_is_system('coverage', 'exchange')));
create policy told on workforce.prohibition for insert with check ((select kernel.viewer_is_system('exchange')));
create policy ended on workforce.prohibition for update using ((select kernel.viewer_is_system('exchange')));
create policy own_work on workforce.prohibition_token for select using ((select kernel.viewer_is_system('coverage', 'exchange')));
create policy told on workforce.prohibition_token for insert with check ((select kernel.viewer_is_system('exchange')));
create policy own_work on workforce.placement using ((select kernel.viewer_is_system('coverage')));

-- Everybody at any unit who holds one of these documents is looked at again; also the holders whom an ended order leaves free.
create function workforce.mark_prohibited(held bytea[], order_id uuid, at timestamptz) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  marked integer;
begin
  if not kernel.viewer_is_system('exchange') then
    raise exception 'not a duty of this viewer' using errcode = '42501';
  end if;
  insert into workforce.to_look (employment_id, marked_at)
    select employed.id, at from workforce.person_token known
      join workforce.employment employed on employed.person_id = known.person_id
     where known.token = any (held)
    union
    select placed.employment_id, at from workforce.placement placed where placed.prohibition_id = order_id and placed.ended_on is null
    on conflict do nothing;
  get diagnostics marked = row_count;
  return marked;
end $$;
create policy marked on workforce.placement for select to current_user using (true);
revoke all on function workforce.mark_prohibited(bytea[], uuid, timestamptz) from public;
grant execute on function workforce.mark_prohibited(bytea[], uuid, timestamptz) to gatehouse_application;
