-- Why: what an HR system calls somebody stayed in clear when the employment was erased: a system that calls people by their names left them behind.
create policy erased on workforce.staff_number for update
  using ((select kernel.viewer_is_system('retention', 'restore')))
  with check (
    user_name = '' and external_id is null and given_up_at is not null and (select kernel.viewer_is_system('retention', 'restore'))
  );
create policy kept on workforce.staff_number for select using ((select kernel.viewer_is_system('retention', 'restore')));

-- Those whose employment is erased already.
alter table workforce.staff_number no force row level security;
update workforce.staff_number known set user_name = '', external_id = null, given_up_at = coalesce(known.given_up_at, one.erased_at)
  from workforce.employment one where one.id = known.employment_id and one.erased_at is not null;
alter table workforce.staff_number force row level security;
