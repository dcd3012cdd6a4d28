-- Why: who works with children is enrolled with the registry, so that whatever comes on record about them is found without a question. Until
-- the registry has said that it follows an enrolment, the employment is *unmonitored*, and stays visible as that.
create table workforce.enrolment (
  -- Made for the exchange: the registry learns no number of this node.
  id uuid primary key,
  employment_id uuid not null references workforce.employment (id),
  -- Keyed token of what was enrolled: whatever differs is enrolled anew.
  content_token bytea not null,
  state text not null check (state in ('sent', 'confirmed', 'ended')),
  sent_at timestamptz not null,
  confirmed_at timestamptz,
  ended_at timestamptz,
  check ((state = 'ended') = (ended_at is not null))
);
create unique index one_enrolment on workforce.enrolment (employment_id) where state <> 'ended';
create index on workforce.enrolment (employment_id);

-- What came of it: the inquiry that was opened for the unit, once for each answer of the registry.
create table workforce.finding (
  enrolment_id uuid not null references workforce.enrolment (id),
  ask_id uuid not null,
  inquiry_id uuid not null,
  at timestamptz not null,
  primary key (enrolment_id, ask_id)
);

alter table workforce.enrolment enable row level security;
alter table workforce.enrolment force row level security;
alter table workforce.finding enable row level security;
alter table workforce.finding force row level security;

-- No person reads which enrolments there are, nor what was found: coverage says who is unmonitored, and the inquiry is told by its release.
create policy own_work on workforce.enrolment for select using ((select kernel.viewer_is_system('monitoring', 'coverage', 'exchange')));
create policy enrolled on workforce.enrolment for insert with check ((select kernel.viewer_is_system('monitoring')) and state = 'sent');
create policy followed on workforce.enrolment for update using ((select kernel.viewer_is_system('monitoring', 'exchange')));
create policy own_work on workforce.finding for select using ((select kernel.viewer_is_system('monitoring', 'coverage', 'exchange')));
create policy found on workforce.finding for insert with check ((select kernel.viewer_is_system('exchange')));
create policy found_at on workforce.employment for select using ((select kernel.viewer_is_system('exchange')));

grant select, insert, update on workforce.enrolment to gatehouse_application;
grant select, insert on workforce.finding to gatehouse_application;

-- Whether the registry follows somebody is part of where they stand: a word of it is looked at like a change of the roster.
create function workforce.mark_enrolled() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into workforce.to_look (employment_id, marked_at)
    values (new.employment_id, coalesce(new.ended_at, new.confirmed_at, new.sent_at)) on conflict do nothing;
  return null;
end $$;
create trigger looked_at_again after insert or update on workforce.enrolment
  for each row execute function workforce.mark_enrolled();
