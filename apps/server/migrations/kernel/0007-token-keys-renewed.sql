-- Why: the key of tokens is renewed while the node runs. A writer gives a token as every epoch of its ring makes it, end to end; the
-- database keeps the form of the epoch in force, and while a renewal runs whoever writes a value first puts its other rows under that
-- epoch. So equal values are of one epoch at every moment: rows are joined and unique by it, and nothing is joined across epochs.
create table kernel.token_epoch (
  only_row boolean primary key default true check (only_row),
  -- What tokens are stored as: 1 is the first.
  in_force integer not null default 1 check (in_force between 1 and 255),
  -- Whether rows of earlier epochs may be left.
  is_renewing boolean not null default false
);
insert into kernel.token_epoch default values;

-- Every column whose tokens are renewed, and how far the renewal has walked through it. Columns of one family hold equal values.
create table kernel.token_column (
  place text primary key,
  family text not null,
  is_list boolean not null,
  walked_to text,
  is_walked boolean not null default true
);

do $$
declare
  name text;
begin
  foreach name in array array['token_epoch', 'token_column'] loop
    execute format('alter table kernel.%I enable row level security', name);
    execute format('alter table kernel.%I force row level security', name);
    execute format('create policy kept_by_owner on kernel.%I to current_user using (true) with check (true)', name);
    execute format('create policy seen on kernel.%I for select using ((select kernel.viewer_is_operator()) or (select kernel.viewer_is_system(''maintenance'')))', name);
    execute format('grant select on kernel.%I to gatehouse_application', name);
  end loop;
end $$;

-- Of which epoch a stored token is: the first has 32 bytes, later ones are led by their number.
create function kernel.epoch_of_token(token bytea) returns integer
  language sql immutable parallel safe as $$
  select case when octet_length(token) = 33 then get_byte(token, 0) else 1 end
$$;

-- A token as one epoch stores it, of what a writer gives for all of them.
create function kernel.token_of_epoch(given bytea, epoch integer) returns bytea
  language sql immutable parallel safe as $$
  select case when epoch = 1 then substring(given from 1 for 32)
    else set_byte('\x00'::bytea, 0, epoch) || substring(given from 32 * (epoch - 1) + 1 for 32) end
$$;

-- Puts tokens under another epoch wherever their family is kept. It is to be called by the two functions below alone.
create function kernel.put_tokens(of_family text, olds bytea[], news bytea[]) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set gatehouse.renewing_tokens = 'on' as $$
declare
  one kernel.token_column;
begin
  for one in select * from kernel.token_column where family = of_family order by place loop
    if one.is_list then
      execute format('update %1$s held set %2$I = (
            select array_agg(coalesce(put.new, each.token) order by each.at)
              from unnest(held.%2$I) with ordinality each (token, at) left join unnest($1, $2) put (old, new) on put.old = each.token)
          where held.%2$I && $1', kernel.table_of_token(one.place), kernel.column_of_token(one.place)) using olds, news;
    else
      execute format('update %1$s held set %2$I = put.new from unnest($1, $2) put (old, new) where held.%2$I = put.old',
        kernel.table_of_token(one.place), kernel.column_of_token(one.place)) using olds, news;
    end if;
  end loop;
end $$;
revoke all on function kernel.put_tokens(text, bytea[], bytea[]) from public;

create function kernel.table_of_token(place text) returns text
  language sql immutable parallel safe as $$
  select format('%I.%I', split_part(place, '.', 1), split_part(place, '.', 2))
$$;
create function kernel.column_of_token(place text) returns text
  language sql immutable parallel safe as $$
  select split_part(place, '.', 3)
$$;

-- What is stored of tokens; those that stood in the row before are settled. Writers share a lock until their transaction ends, so that a
-- renewal begins when none is under way.
create function kernel.kept_tokens(of_family text, given bytea[], before bytea[]) returns bytea[]
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  state kernel.token_epoch;
  one bytea;
  kept bytea;
  all_kept bytea[] := '{}';
begin
  perform pg_advisory_xact_lock_shared(570057);
  select * into state from kernel.token_epoch;
  foreach one in array given loop
    if one is null or one = any (before) or (octet_length(one) in (32, 33) and kernel.epoch_of_token(one) = state.in_force) then
      kept := one;
    elsif octet_length(one) % 32 = 0 and octet_length(one) >= 32 * state.in_force then
      kept := kernel.token_of_epoch(one, state.in_force);
      if state.is_renewing then
        perform kernel.put_tokens(of_family,
          (select array_agg(kernel.token_of_epoch(one, epoch)) from generate_series(1, state.in_force - 1) epoch),
          array_fill(kept, array[state.in_force - 1]));
      end if;
    elsif kernel.viewer() is null then
      -- A restore puts back what stood, as it stood.
      kept := one;
    else
      raise exception 'a token that the epoch in force cannot be made of' using errcode = '55000';
    end if;
    all_kept := all_kept || kept;
  end loop;
  return all_kept;
end $$;
revoke all on function kernel.kept_tokens(text, bytea[], bytea[]) from public;

-- Declares a column whose tokens are renewed: what is written to it is settled by the database, and a renewal may read and change it. For
-- migrations alone. A list is walked through by the `id` of its rows, a single token by itself: it needs an index, as searching does.
create function kernel.renew_tokens(of_family text, place text, is_list boolean default false) returns void
  language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  table_name text := kernel.table_of_token(place);
  column_name text := kernel.column_of_token(place);
  function_name text := format('%I.%I', split_part(place, '.', 1), 'keep_' || split_part(place, '.', 2) || '_' || column_name);
  given text := format(case when is_list then 'new.%I' else 'array[new.%I]' end, column_name);
  before text := format(case when is_list then 'old.%I' else 'array[old.%I]' end, column_name);
  pick text := case when is_list then '' else '[1]' end;
begin
  insert into kernel.token_column (place, family, is_list) values (place, of_family, is_list);
  execute format('create function %1$s() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $body$
    begin
      if %2$s is not null then
        new.%3$I := (kernel.kept_tokens(%4$L, %2$s, case when tg_op = ''UPDATE'' then %5$s end))%6$s;
      end if;
      return new;
    end $body$', function_name, given, column_name, of_family, before, pick);
  execute format('revoke all on function %s() from public', function_name);
  execute format('create trigger %I before insert or update of %I on %s for each row execute function %s()',
    'keep_' || column_name, column_name, table_name, function_name);
  execute format('create policy %I on %s for select to current_user using (current_setting(''gatehouse.renewing_tokens'', true) = ''on'')',
    'read_to_renew_' || column_name, table_name);
  execute format('create policy %I on %s for update to current_user using (current_setting(''gatehouse.renewing_tokens'', true) = ''on'') with check (true)',
    'renewed_' || column_name, table_name);
end $$;
revoke all on function kernel.renew_tokens(text, text, boolean) from public;

create function kernel.require_renewer() returns void
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if not (kernel.viewer_is_operator() or kernel.viewer_is_system('maintenance')) then
    raise exception 'not a duty of this viewer' using errcode = '42501';
  end if;
end $$;

-- Puts the next epoch in force; false where another is being put in force, or is already. Waits for writers, and not for long.
create function kernel.begin_token_renewal(target integer) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
begin
  perform kernel.require_renewer();
  perform pg_advisory_xact_lock(570057);
  update kernel.token_epoch set in_force = target, is_renewing = true where in_force = target - 1 and not is_renewing;
  if not found then return false; end if;
  update kernel.token_column set walked_to = null, is_walked = false;
  return true;
end $$;
revoke all on function kernel.begin_token_renewal(integer) from public;
grant execute on function kernel.begin_token_renewal(integer) to gatehouse_application;

-- The next tokens of earlier epochs, column by column: none in `place` where every column was walked to its end; `reached` is null at the
-- end of a column.
create function kernel.tokens_to_renew(most integer, out place text, out tokens bytea[], out reached text)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set gatehouse.renewing_tokens = 'on' as $$
declare
  one kernel.token_column;
  target integer := (select in_force from kernel.token_epoch where is_renewing);
begin
  perform kernel.require_renewer();
  select held.* into one from kernel.token_column held where not held.is_walked order by held.place limit 1;
  if one.place is null then return; end if;
  place := one.place;
  execute case when one.is_list then format(
      'with walked as (select held.id, held.%1$I as tokens from %2$s held where $1 is null or held.id > $1::uuid order by held.id limit $2)
       select (select array_agg(distinct each.token) from walked, unnest(walked.tokens) each (token) where kernel.epoch_of_token(each.token) < $3),
              (select walked.id::text from walked order by walked.id desc limit 1)', kernel.column_of_token(one.place), kernel.table_of_token(one.place))
    else format(
      'with walked as (select distinct held.%1$I as token from %2$s held
          where held.%1$I is not null and ($1 is null or held.%1$I > decode($1, ''hex'')) and kernel.epoch_of_token(held.%1$I) < $3
          order by 1 limit $2)
       select array_agg(walked.token), (select encode(last.token, ''hex'') from walked last order by last.token desc limit 1) from walked',
       kernel.column_of_token(one.place), kernel.table_of_token(one.place)) end
    into tokens, reached using one.walked_to, most, target;
  tokens := coalesce(tokens, '{}');
end $$;
revoke all on function kernel.tokens_to_renew(integer) from public;
grant execute on function kernel.tokens_to_renew(integer) to gatehouse_application;

-- Puts what was walked through under the epoch in force, and notes how far that is. Gives way to whoever holds one of the rows.
create function kernel.renew_walked(at_place text, olds bytea[], news bytea[], reached text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '500ms' as $$
declare
  target integer := (select in_force from kernel.token_epoch where is_renewing);
begin
  perform kernel.require_renewer();
  if exists (select 1 from unnest(news) made (token) where kernel.epoch_of_token(made.token) is distinct from target) then
    raise exception 'tokens of another epoch than the one in force' using errcode = '22023';
  end if;
  if cardinality(olds) > 0 then
    perform kernel.put_tokens((select family from kernel.token_column where place = at_place), olds, news);
  end if;
  update kernel.token_column set walked_to = reached, is_walked = reached is null where place = at_place;
end $$;
revoke all on function kernel.renew_walked(text, bytea[], bytea[], text) from public;
grant execute on function kernel.renew_walked(text, bytea[], bytea[], text) to gatehouse_application;

-- How many rows of each column still hold a token of an earlier epoch. It reads every row of them.
create function kernel.tokens_left() returns table (place text, left_rows bigint)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set gatehouse.renewing_tokens = 'on' as $$
declare
  one kernel.token_column;
  target integer := (select in_force from kernel.token_epoch);
begin
  perform kernel.require_renewer();
  for one in select * from kernel.token_column held order by held.place loop
    place := one.place;
    execute format(case when one.is_list
        then 'select count(*) from %2$s held where exists (select 1 from unnest(held.%1$I) each (token) where kernel.epoch_of_token(each.token) < $1)'
        else 'select count(*) from %2$s held where held.%1$I is not null and kernel.epoch_of_token(held.%1$I) < $1' end,
      kernel.column_of_token(one.place), kernel.table_of_token(one.place)) into left_rows using target;
    return next;
  end loop;
end $$;
revoke all on function kernel.tokens_left() from public;
grant execute on function kernel.tokens_left() to gatehouse_application;

-- Ends a renewal where nothing is left of earlier epochs; else what is left is walked through again.
create function kernel.end_token_renewal() returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  left_behind text[];
begin
  perform kernel.require_renewer();
  select array_agg(counted.place) into left_behind from kernel.tokens_left() counted where counted.left_rows > 0;
  if left_behind is null then
    update kernel.token_epoch set is_renewing = false where is_renewing;
    return found;
  end if;
  update kernel.token_column set walked_to = null, is_walked = false where place = any (left_behind);
  return false;
end $$;
revoke all on function kernel.end_token_renewal() from public;
grant execute on function kernel.end_token_renewal() to gatehouse_application;
