-- Why: the key of tokens is renewed while the node runs (kernel 0007). Persons on rosters, rows of lists, and orders told by casework, which are
-- compared with them, are put under the next epoch together.
select kernel.renew_tokens('workforce.document', 'workforce.person_token.token');
select kernel.renew_tokens('workforce.document', 'workforce.prohibition_token.token');
select kernel.renew_tokens('workforce.document', 'workforce.roster_row.tokens', true);

-- Which form of a token is kept is the database's to say: a person just made is found by any form, as they are looked for at first.
create or replace function workforce.person_of(held bytea[], kept bytea[], fresh uuid, at timestamptz) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  found uuid;
begin
  if not (kernel.viewer_has_role('clerk') or kernel.viewer_is_system('roster-reader')) or cardinality(kept) = 0 then
    raise exception 'not a duty of this viewer' using errcode = '42501';
  end if;
  select known.person_id into found from workforce.person_token known
    where known.token = any (held) order by array_position(held, known.token) limit 1;
  if found is null then
    insert into workforce.person (id, created_at) values (fresh, at);
    insert into workforce.person_token (person_id, token) values (fresh, kept[1]) on conflict (token) do nothing;
    select known.person_id into found from workforce.person_token known
      where known.token = any (held) order by array_position(held, known.token) limit 1;
    if found <> fresh then
      delete from workforce.person where id = fresh;
    end if;
  end if;
  insert into workforce.person_token (person_id, token)
    select found, one from unnest(kept) one on conflict do nothing;
  return found;
end $$;
