-- Why: authorities meet only by messages. A message exists if, and only if, the act that sends it does; it is handled exactly
-- once, however often it travels; and a loss is noticed by its gap in the numbering (a feed elsewhere lost hours for months).
create schema exchange;
grant usage on schema exchange to gatehouse_application;

-- The other nodes. Ended ones stay: old messages name them.
create table exchange.peer (
  node text not null,
  role text not null check (role in ('registry', 'platform')),
  address text not null,
  public_key bytea not null check (length(public_key) = 32),
  changed_at timestamptz not null,
  ended_at timestamptz,
  primary key (node, role)
);

-- What was done to a peer: the truth, of which the rows above are the present state.
create table exchange.peer_action (
  id uuid primary key,
  node text not null,
  role text not null,
  verb text not null check (verb in ('set', 'ended')),
  address text,
  public_key bytea,
  actor text not null,
  at timestamptz not null,
  position bigint generated always as identity unique
);

create table exchange.outbox (
  id uuid primary key,
  -- The order in which acts handed their messages on; the sequence number is given at dispatch, so that no act waits for another.
  position bigint generated always as identity unique,
  type text not null,
  from_role text not null,
  to_role text not null,
  -- The node it is for; null until it is known: the only one that holds the role.
  peer text,
  -- The journal entry of the act that sends it; leaves once that stands in a signed checkpoint. Null: need not wait.
  entry_id uuid,
  data_key_id uuid not null references kernel.data_key (id),
  -- Sealed; emptied once the receiver has acknowledged it.
  body bytea,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
  sequence bigint,
  sent_at timestamptz,
  attempts integer not null default 0,
  retry_at timestamptz not null,
  problem text,
  created_at timestamptz not null,
  settled_at timestamptz,
  check ((state = 'delivered') = (body is null)),
  check (sequence is null or peer is not null),
  unique (peer, to_role, sequence)
);
create index undelivered on exchange.outbox (to_role, position) where state = 'waiting';
create index dead on exchange.outbox (position) where state = 'dead';

-- Where the numbering stands with each node, by direction. The row's lock gives numbers in order.
create table exchange.channel (
  direction text not null check (direction in ('out', 'in')),
  peer text not null,
  from_role text not null,
  to_role text not null,
  -- out: the last number given. in: the highest that arrived.
  last_sequence bigint not null default 0,
  -- in: how many arrived; fewer than last_sequence means that some are missing.
  received bigint not null default 0,
  -- out: how often in a row the node could not be reached, and when it is tried again.
  failures integer not null default 0,
  retry_at timestamptz,
  primary key (direction, peer, from_role, to_role)
);

-- What arrived, so that it is handled once. Holds no body: that lies with the module that took it.
create table exchange.inbox (
  peer text not null,
  id uuid not null,
  from_role text not null,
  to_role text not null,
  sequence bigint not null,
  type text not null,
  received_at timestamptz not null,
  primary key (peer, id),
  unique (peer, from_role, to_role, sequence)
);

alter table exchange.peer enable row level security;
alter table exchange.peer force row level security;
alter table exchange.peer_action enable row level security;
alter table exchange.peer_action force row level security;
alter table exchange.outbox enable row level security;
alter table exchange.outbox force row level security;
alter table exchange.channel enable row level security;
alter table exchange.channel force row level security;
alter table exchange.inbox enable row level security;
alter table exchange.inbox force row level security;

create policy known on exchange.peer for select using (kernel.viewer_is_system('exchange') or kernel.viewer_is_operator());
create policy entered on exchange.peer for insert with check (kernel.viewer_is_operator());
create policy changed on exchange.peer for update using (kernel.viewer_is_operator());
create policy seen on exchange.peer_action for select using (kernel.viewer_is_operator() or kernel.viewer_has_role('auditor'));
create policy entered on exchange.peer_action for insert with check (kernel.viewer_is_operator());

-- Whoever acts may send; nobody but the exchange and the operator sees what waits.
create policy handed_on on exchange.outbox for insert with check (kernel.viewer() is not null and state = 'waiting' and sequence is null);
create policy seen on exchange.outbox for select using (kernel.viewer_is_system('exchange') or kernel.viewer_is_operator());
create policy worked on exchange.outbox for update using (kernel.viewer_is_system('exchange') or kernel.viewer_is_operator());
create policy kept on exchange.channel using (kernel.viewer_is_system('exchange'));
create policy seen on exchange.channel for select using (kernel.viewer_is_operator());
create policy kept on exchange.inbox for select using (kernel.viewer_is_system('exchange') or kernel.viewer_is_operator());
create policy taken on exchange.inbox for insert with check (kernel.viewer_is_system('exchange'));

grant select, insert on all tables in schema exchange to gatehouse_application;
grant update on exchange.peer, exchange.outbox, exchange.channel to gatehouse_application;
