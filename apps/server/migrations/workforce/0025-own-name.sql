-- Why: an action on an employment was added by whoever sees the employment. It is added by its unit or by the node's own work, in the
-- name of whoever acts (kernel/0008); the node takes a file onto the roster in the name of whoever decided that.
create policy own_name on workforce.employment_action as restrictive for insert with check (
  actor = (select kernel.viewer_name()) or (select kernel.viewer_is_system('roster-reader'))
);
alter policy acted on workforce.employment_action with check (exists (
  select 1 from workforce.employment one where one.id = employment_id and (
    (one.unit_id = (select kernel.viewer_organisation()) and (select kernel.viewer_has_role('clerk'))) or (select workforce.works_on_all())
  )
));
