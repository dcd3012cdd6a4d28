-- Why: once for a statement, not for every row (kernel/0003).
alter policy queued on messages.message with check ((select kernel.viewer()) is not null and state = 'queued');
alter policy own_organisation on messages.message using (
  organisation_id = (select kernel.viewer_organisation()) and (select messages.reads_outbox())
);
alter policy settled_by_own_organisation on messages.message using (
  organisation_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk', 'reviewer', 'qualification', 'registrar'))
);
alter policy worked on messages.message using ((select kernel.viewer_is_system('delivery')) or (select kernel.viewer_is_operator()));
alter policy worked_on on messages.message using ((select kernel.viewer_is_system('delivery')) or (select kernel.viewer_is_operator()));
alter policy noted on messages.message_action with check ((select kernel.viewer()) is not null);
alter policy seen on messages.message_action using (
  (select kernel.viewer_is_system('delivery')) or (select kernel.viewer_is_operator())
  or message_id in (select id from messages.message)
);
