-- Why: looks by officers whose node is another one stand on the own page too. What casework tells of a look is kept under the tokens of this node and
-- sealed; of looks that are withheld there the number alone is told, which is the same for every reader.
create table inquiry.told_look (
  -- As casework numbers it.
  id uuid primary key,
  node text not null,
  tokens bytea[] not null check (cardinality(tokens) > 0),
  data_key_id uuid not null references kernel.data_key (id),
  -- Who looked, why, when, until when it was withheld, and the proofs.
  content bytea not null,
  received_at timestamptz not null
);
create index on inquiry.told_look using gin (tokens);

create table inquiry.told_withheld (
  node text primary key,
  day date not null,
  looks integer not null check (looks >= 0),
  oldest_since date,
  received_at timestamptz not null,
  check ((looks = 0) = (oldest_since is null))
);

alter table inquiry.told_look enable row level security;
alter table inquiry.told_look force row level security;
alter table inquiry.told_withheld enable row level security;
alter table inquiry.told_withheld force row level security;
grant select, insert on inquiry.told_look to gatehouse_application;
grant select, insert on inquiry.told_withheld to gatehouse_application;
grant update (day, looks, oldest_since, received_at) on inquiry.told_withheld to gatehouse_application;

create policy kept on inquiry.told_look for insert with check ((select kernel.viewer_is_system('exchange')));
create policy seen on inquiry.told_look for select using (
  (select kernel.viewer_kind()) = 'visitor' and tokens && (select inquiry.visitor_tokens())
);
create policy kept on inquiry.told_withheld for insert with check ((select kernel.viewer_is_system('exchange')));
create policy seen on inquiry.told_withheld for select using (
  (select kernel.viewer_kind()) = 'visitor' or (select kernel.viewer_is_system('exchange'))
);
create policy counted_anew on inquiry.told_withheld for update using ((select kernel.viewer_is_system('exchange')))
  with check ((select kernel.viewer_is_system('exchange')));

select kernel.renew_tokens('inquiry.document', 'inquiry.told_look.tokens', true);

-- Said a second time by seen_for_erasure.
drop policy seen_by_restore on inquiry.answer;
