-- Why: an action is written in the name of whoever acts (kernel/0008).
create policy own_name on messages.message_action as restrictive for insert with check (actor = (select kernel.viewer_name()));
