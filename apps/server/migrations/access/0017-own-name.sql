-- Why: an action is written in the name of whoever acts (kernel/0008).
create policy own_name on access.organisation_action as restrictive for insert with check (actor = (select kernel.viewer_name()));
create policy own_name on access.account_action as restrictive for insert with check (actor = (select kernel.viewer_name()));
create policy own_name on access.emergency_look_action as restrictive for insert with check (actor = (select kernel.viewer_name()));
