-- Why: a person may show another unit that an answer of no record was given, where the law pack allows it, and everybody has to be able to see
-- that it no longer stands without learning why, or of whom. So each proof has one bit at a random place of a long list.
create table inquiry.status_list (
  id uuid primary key,
  size integer not null check (size >= 100000 and size % 8 = 0),
  made_at timestamptz not null
);
insert into inquiry.status_list (id, size, made_at) values (gen_random_uuid(), 131072, now());

create table inquiry.proof (
  id uuid primary key,
  application_id uuid not null references inquiry.application (id),
  -- The unit that it was made for.
  verifier_id uuid not null,
  list_id uuid not null references inquiry.status_list (id),
  list_index integer not null check (list_index >= 0),
  issued_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > issued_at),
  -- One word for every cause; why is told by the cause's own entry and nowhere here.
  ask_again_at timestamptz,
  unique (list_id, list_index)
);
create unique index one_proof_for_a_unit on inquiry.proof (application_id, verifier_id) where ask_again_at is null;
create index on inquiry.proof (id) where ask_again_at is null;

do $$
declare name text;
begin
  foreach name in array array['status_list', 'proof'] loop
    execute format('alter table inquiry.%I enable row level security', name);
    execute format('alter table inquiry.%I force row level security', name);
  end loop;
end $$;
grant select, insert on inquiry.status_list, inquiry.proof to gatehouse_application;
grant update (ask_again_at) on inquiry.proof to gatehouse_application;

create policy drawn_from on inquiry.status_list for select using (
  (select kernel.viewer_is_system('sweep')) or (select kernel.viewer_kind()) = 'visitor'
);
create policy begun on inquiry.status_list for insert with check ((select kernel.viewer_is_system('sweep')));

-- No account reads a proof: neither the unit that asked, nor the one that it was shown to, learns of others.
create policy own_work on inquiry.proof for select using ((select kernel.viewer_is_system('sweep')));
create policy asks_again on inquiry.proof for update using ((select kernel.viewer_is_system('sweep')));
create policy own on inquiry.proof for select using (
  (select kernel.viewer_kind()) = 'visitor' and application_id = any ((select inquiry.asked_about_visitor())::uuid[])
);
create policy taken on inquiry.proof for insert with check (
  (select kernel.viewer_kind()) = 'visitor' and application_id = any ((select inquiry.asked_about_visitor())::uuid[])
);
create policy taken_back on inquiry.proof for update using (
  (select kernel.viewer_kind()) = 'visitor' and application_id = any ((select inquiry.asked_about_visitor())::uuid[])
) with check (ask_again_at is not null);
