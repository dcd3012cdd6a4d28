-- Why: what crossed after a receiver's backup was lost with its database, and its sender kept nothing that could be sent again: somebody barred
-- went on serving, a void answer went on being told. What was acknowledged by another node is now kept, sealed, for the law pack's days.
alter table exchange.outbox drop constraint outbox_check;
alter table exchange.outbox add constraint outbox_body_check check (state = 'delivered' or body is not null);
create index kept_sent on exchange.outbox (sent_at) where state = 'delivered' and body is not null;

-- in: when its sender last heard how far it arrived, and how many of those missing the sender keeps no longer.
alter table exchange.channel add column stood_at timestamptz;
alter table exchange.channel add column gone bigint not null default 0;
