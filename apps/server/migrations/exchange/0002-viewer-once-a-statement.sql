-- Why: once for a statement, not for every row (kernel/0003).
alter policy known on exchange.peer using ((select kernel.viewer_is_system('exchange')) or (select kernel.viewer_is_operator()));
alter policy entered on exchange.peer with check ((select kernel.viewer_is_operator()));
alter policy changed on exchange.peer using ((select kernel.viewer_is_operator()));
alter policy seen on exchange.peer_action using ((select kernel.viewer_is_operator()) or (select kernel.viewer_has_role('auditor')));
alter policy entered on exchange.peer_action with check ((select kernel.viewer_is_operator()));
alter policy handed_on on exchange.outbox with check ((select kernel.viewer()) is not null and state = 'waiting' and sequence is null);
alter policy seen on exchange.outbox using ((select kernel.viewer_is_system('exchange')) or (select kernel.viewer_is_operator()));
alter policy worked on exchange.outbox using ((select kernel.viewer_is_system('exchange')) or (select kernel.viewer_is_operator()));
alter policy kept on exchange.channel using ((select kernel.viewer_is_system('exchange')));
alter policy seen on exchange.channel using ((select kernel.viewer_is_operator()));
alter policy kept on exchange.inbox using ((select kernel.viewer_is_system('exchange')) or (select kernel.viewer_is_operator()));
alter policy taken on exchange.inbox with check ((select kernel.viewer_is_system('exchange')));
