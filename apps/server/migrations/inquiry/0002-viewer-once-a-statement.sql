-- Why: once for a statement, not for every row (kernel/0003).
-- Whether the viewer prepares inquiries; for which unit, the policies say.
create function inquiry.prepares() returns boolean language sql stable as $$
  select kernel.viewer_has_role('clerk', 'qualification')
$$;
grant execute on function inquiry.prepares() to gatehouse_application;

alter policy own_unit on inquiry.batch using ((unit_id = (select kernel.viewer_organisation()) and (select inquiry.prepares())) or (select kernel.viewer_is_system('list-reader')));
alter policy entered on inquiry.batch with check (unit_id = (select kernel.viewer_organisation()) and (select inquiry.prepares()));
alter policy changed on inquiry.batch using ((unit_id = (select kernel.viewer_organisation()) and (select inquiry.prepares())) or (select kernel.viewer_is_system('list-reader')));
alter policy seen on inquiry.application using (
  (select inquiry.works_on_all())
  or (unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk', 'qualification', 'qualification-approver')))
  or (submitted_at is not null and reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer', 'qualification-approver')))
  or (submitted_at is not null and (select kernel.viewer_organisation()) in (reviewer_id, superior_id) and (select kernel.viewer_has_role('superior')))
  or ((select kernel.viewer_kind()) = 'person' and id = ((select kernel.viewer()) ->> 'inquiryId')::uuid)
);
alter policy drafted on inquiry.application with check ((unit_id = (select kernel.viewer_organisation()) and (select inquiry.prepares())) or (select kernel.viewer_is_system('list-reader')));
alter policy changed on inquiry.application using (
  (select inquiry.works_on_all())
  or (unit_id = (select kernel.viewer_organisation()) and (select inquiry.prepares()))
  or (submitted_at is not null and reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer', 'qualification-approver')))
  or ((select kernel.viewer_kind()) = 'person' and id = ((select kernel.viewer()) ->> 'inquiryId')::uuid)
);
alter policy replaced on inquiry.document_token using (exists (select 1 from inquiry.application asked where asked.id = application_id and (asked.unit_id = (select kernel.viewer_organisation()) and (select inquiry.prepares()))));
alter policy seen on inquiry.consent_link using (
  (select kernel.viewer_is_system('personal-link', 'sweep'))
  or exists (select 1 from inquiry.application asked where asked.id = application_id)
);
alter policy made on inquiry.consent_link with check (exists (select 1 from inquiry.application asked where asked.id = application_id and (asked.unit_id = (select kernel.viewer_organisation()) and (select inquiry.prepares()))));
alter policy used on inquiry.consent_link using (
  (select kernel.viewer_is_system('sweep'))
  or id::text = (select kernel.viewer()) ->> 'linkId'
  or exists (select 1 from inquiry.application asked where asked.id = application_id and (asked.unit_id = (select kernel.viewer_organisation()) and (select inquiry.prepares())))
);
alter policy own_work on inquiry.answer using ((select kernel.viewer_is_system('exchange', 'release-window')));
alter policy told_first on inquiry.answer using (
  (select kernel.viewer_kind()) = 'person' and told_at is not null and application_id = ((select kernel.viewer()) ->> 'inquiryId')::uuid
);
alter policy own_work on inquiry.answer_action using ((select kernel.viewer_is_system('exchange', 'release-window')));
alter policy authority on inquiry.told_type using (
  (select kernel.viewer_is_system('release-window'))
  or exists (select 1 from inquiry.application asked where asked.id = application_id and asked.reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer', 'qualification-approver')))
);
alter policy told on inquiry.told_type with check ((select kernel.viewer_is_system('release-window')));
alter policy own_work on inquiry.release_window using ((select kernel.viewer_is_system('release-window')));
