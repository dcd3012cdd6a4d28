-- Why: who works with children has to be compared with who was checked. The node's own comparison reads what the unit was told of its
-- own checks, never the registry's side of a question, and writes nothing here.
create policy compared on inquiry.application for select using ((select kernel.viewer_is_system('coverage')));
