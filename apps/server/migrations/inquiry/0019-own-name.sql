-- Why: what belongs to an inquiry could be added by whoever sees the inquiry. It is added by whoever works on it, each their own part,
-- and an action in the name of whoever acts (kernel/0008).
create policy own_name on inquiry.application_action as restrictive for insert with check (actor = (select kernel.viewer_name()));
alter policy acted on inquiry.application_action with check (exists (
  select 1 from inquiry.application asked where asked.id = application_id and (
    (select inquiry.works_on_all())
    or (asked.unit_id = (select kernel.viewer_organisation()) and (select inquiry.prepares()))
    or (asked.reviewer_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('reviewer', 'qualification-approver')))
    or (select kernel.viewer_kind()) in ('person', 'visitor')
    or (select kernel.viewer_is_system('restore'))
  )
));

-- Documents come with a draft, a list that is read, or a record found while the person serves.
alter policy entered on inquiry.document_token with check (exists (
  select 1 from inquiry.application asked where asked.id = application_id and (
    (asked.unit_id = (select kernel.viewer_organisation()) and (select inquiry.prepares()))
    or (select kernel.viewer_is_system('list-reader'))
    or (asked.monitored and (select kernel.viewer_is_system('exchange')))
  )
));

-- The person speaks for themselves; the unit notes what was said on paper and that notice was given; a restore withdraws again.
alter policy said on inquiry.consent with check (exists (
  select 1 from inquiry.application asked where asked.id = application_id and (
    ((select kernel.viewer_kind()) in ('person', 'visitor') and way = 'link')
    or (asked.unit_id = (select kernel.viewer_organisation()) and (select inquiry.prepares()) and way in ('paper', 'notice'))
    or ((select kernel.viewer_is_system('restore')) and kind = 'withdrawn')
  )
));

-- Found where the unit says what it did.
alter policy found on inquiry.breach with check (exists (
  select 1 from inquiry.application asked where asked.id = application_id and asked.unit_id = (select kernel.viewer_organisation()) and (select inquiry.prepares())
));

create policy own_name on inquiry.objection as restrictive for insert with check (opened_by = (select kernel.viewer_name()));
alter policy opened on inquiry.objection with check (exists (
  select 1 from inquiry.application asked where asked.id = application_id and (
    (select kernel.viewer_kind()) in ('person', 'visitor')
    or (asked.unit_id = (select kernel.viewer_organisation()) and (select inquiry.prepares()))
  )
));
alter policy begun on inquiry.objection_step with check (
  (select kernel.viewer_is_system('exchange', 'release-window'))
  or (sequence = 1 and exists (
    select 1 from inquiry.application asked where asked.id = application_id and asked.released_at is not null and (
      (select kernel.viewer_kind()) in ('person', 'visitor')
      or (asked.unit_id = (select kernel.viewer_organisation()) and (select inquiry.prepares()))
    )
  ))
);
