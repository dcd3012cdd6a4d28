-- Why: where casework runs on a node of its own, the own page is kept by another node, which cannot read looks where they are. It is told of each as soon as
-- the person may see it, and to be told it has to hear of whom: the number is kept sealed with the look, on such nodes alone.
alter table access.emergency_look
  -- Sealed under the data key of the look: kind and number. Null where the own page is kept by this very node.
  add column document bytea,
  add column told_at timestamptz,
  add check (told_at is null or (opened_at is not null and document is not null));
create index on access.emergency_look (review_due_at) where document is not null and told_at is null;

-- A node that was put back from a backup asks for what it was told since: the look is told anew. That alone, and by a message alone.
create policy told_again on access.emergency_look for update to current_user using (told_at is not null) with check (told_at is null);
create function access.tell_look_again(look uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not kernel.viewer_is_system('exchange') then return false; end if;
  update access.emergency_look one set told_at = null where one.id = look and one.told_at is not null;
  return found;
end $$;
revoke all on function access.tell_look_again(uuid) from public;
grant execute on function access.tell_look_again(uuid) to gatehouse_application;

-- Whoever took a look reads it as a colleague of the same procuratorate does: what this policy let in beside that is somebody who lost the role.
drop policy own on access.emergency_look;
