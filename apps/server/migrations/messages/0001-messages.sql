-- Why: a link or notice that silently never arrives leaves a person unheard. Every message to a person is a row with a state
-- from the act that wants it until somebody has settled it; address and text are sealed, since both say who is being checked.
create schema messages;
grant usage on schema messages to gatehouse_application;

create table messages.message (
  id uuid primary key,
  organisation_id uuid not null,
  about_kind text not null,
  about_id uuid not null,
  template text not null,
  language text not null check (language in ('zh', 'en')),
  address_kind text not null check (address_kind in ('email', 'phone', 'post', 'file')),
  data_key_id uuid not null references kernel.data_key (id),
  address bytea not null,
  -- Subject and text, sealed as one JSON value. Holds the secret of a link; leaves by delivery alone.
  content bytea not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'printed', 'posted', 'failed', 'bounced')),
  problem text,
  -- How often it was asked to leave; part of the id the next hop sees, so that a repetition on purpose is none by mistake.
  round integer not null default 1,
  attempts integer not null default 0,
  -- The stored letter, where one was printed.
  letter_file_id uuid references kernel.stored_file (id),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  version integer not null default 1
);
create index of_organisation on messages.message (organisation_id, created_at desc, id desc);
create index about on messages.message (about_id);
create index unsettled on messages.message (organisation_id, state) where state in ('failed', 'bounced', 'printed');

-- What happened to a message: the truth, of which the state above is the present end.
create table messages.message_action (
  id uuid primary key,
  message_id uuid not null references messages.message (id),
  verb text not null check (verb in ('queued', 'tried', 'sent', 'printed', 'failed', 'bounced', 'asked-again', 'posted')),
  problem text,
  actor text not null,
  at timestamptz not null,
  position bigint generated always as identity unique
);
create index on messages.message_action (message_id, position);

alter table messages.message enable row level security;
alter table messages.message force row level security;
alter table messages.message_action enable row level security;
alter table messages.message_action force row level security;

create function messages.reads_outbox() returns boolean language sql stable as $$
  select kernel.viewer_has_role('clerk', 'reviewer', 'qualification', 'registrar', 'admin', 'admin-2')
$$;
grant execute on function messages.reads_outbox() to gatehouse_application;

-- Whoever acts may have a message sent for any organisation: a review's message goes out in the unit's name.
create policy queued on messages.message for insert with check (kernel.viewer() is not null and state = 'queued');
create policy own_organisation on messages.message for select using (
  organisation_id = kernel.viewer_organisation() and messages.reads_outbox()
);
create policy settled_by_own_organisation on messages.message for update using (
  organisation_id = kernel.viewer_organisation() and kernel.viewer_has_role('clerk', 'reviewer', 'qualification', 'registrar')
);
create policy worked on messages.message for select using (kernel.viewer_is_system('delivery') or kernel.viewer_is_operator());
create policy worked_on on messages.message for update using (kernel.viewer_is_system('delivery') or kernel.viewer_is_operator());

create policy noted on messages.message_action for insert with check (kernel.viewer() is not null);
create policy seen on messages.message_action for select using (
  kernel.viewer_is_system('delivery') or kernel.viewer_is_operator()
  or message_id in (select id from messages.message)
);

grant select, insert on all tables in schema messages to gatehouse_application;
grant update on messages.message to gatehouse_application;
