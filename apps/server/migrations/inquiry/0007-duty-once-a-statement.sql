-- Why: whose duty a deed is was found out anew for every row of it, by a function that asked several times who the viewer is:
-- three milliseconds a row. Asked inside (select …) it is found out once for a statement (kernel/0003).
alter policy seen on inquiry.bulk_deed using (
  (organisation_id = (select kernel.viewer_organisation()) and case kind
    when 'approve' then (select kernel.viewer_has_role('reviewer', 'qualification-approver'))
    else (select kernel.viewer_has_role('clerk', 'qualification')) end)
  or (select kernel.viewer_is_system('bulk-deed', 'sweep'))
);
alter policy asked on inquiry.bulk_deed with check (
  organisation_id = (select kernel.viewer_organisation()) and case kind
    when 'approve' then (select kernel.viewer_has_role('reviewer', 'qualification-approver'))
    else (select kernel.viewer_has_role('clerk', 'qualification')) end
);
alter policy worked on inquiry.bulk_deed using (
  (organisation_id = (select kernel.viewer_organisation()) and case kind
    when 'approve' then (select kernel.viewer_has_role('reviewer', 'qualification-approver'))
    else (select kernel.viewer_has_role('clerk', 'qualification')) end)
  or (select kernel.viewer_is_system('bulk-deed'))
);
alter policy asked on inquiry.bulk_row with check (exists (
  select 1 from inquiry.bulk_deed deed
   where deed.id = deed_id and deed.organisation_id = (select kernel.viewer_organisation()) and case deed.kind
    when 'approve' then (select kernel.viewer_has_role('reviewer', 'qualification-approver'))
    else (select kernel.viewer_has_role('clerk', 'qualification')) end
));
alter policy worked on inquiry.bulk_row using (
  (select kernel.viewer_is_system('sweep'))
  or exists (
    select 1 from inquiry.bulk_deed deed
     where deed.id = deed_id and deed.organisation_id = (select kernel.viewer_organisation()) and case deed.kind
      when 'approve' then (select kernel.viewer_has_role('reviewer', 'qualification-approver'))
      else (select kernel.viewer_has_role('clerk', 'qualification')) end
  )
);
drop function inquiry.has_duty_for(text, uuid);
