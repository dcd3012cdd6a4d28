-- Why: a question about an empty post that is answered orders a unit among others, so the look that writes its place reads the answers, and
-- comes at once when one is given or judged.
create policy watched on workforce.post_answer for select using ((select kernel.viewer_is_system('coverage')));

create function workforce.mark_answering_unit() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into workforce.unit_look (unit_id, first_seen_at, is_stale) values (new.unit_id, new.answered_at, true)
    on conflict (unit_id) do update set is_stale = true;
  return null;
end $$;
create trigger looked_at_again after insert or update on workforce.post_answer
  for each row execute function workforce.mark_answering_unit();
