-- Why: the operator at the machine imports files too large for a browser or fetched by a program. They are the first of two
-- people and read nothing on record: they see their import and which rows have problems.
create policy by_operator on registry.import for select using ((select kernel.viewer_is_operator()));
create policy uploaded_by_operator on registry.import for insert with check ((select kernel.viewer_is_operator()));
create policy worked_by_operator on registry.import for update using ((select kernel.viewer_is_operator()));
create policy seen_by_operator on registry.import_row for select using ((select kernel.viewer_is_operator()));
