-- Why: casework tells the platform of prohibitions. One authority now hears from two, and each of them numbers what it says by itself.
alter table exchange.peer drop constraint peer_role_check;
alter table exchange.peer add constraint peer_role_check check (role in ('registry', 'platform', 'casework'));
alter table exchange.outbox drop constraint outbox_peer_to_role_sequence_key;
alter table exchange.outbox add constraint outbox_peer_from_role_to_role_sequence_key unique (peer, from_role, to_role, sequence);
