-- Why: what the migrations make, object by object, so that a change by hand is named. Role names differ by installation and are
-- said by what they are: owner, application, public. $1: schemas.
with schemas as (select oid, nspname, nspowner, nspacl from pg_namespace where nspname = any ($1)),
relations as (
  select c.*, s.nspname || '.' || c.relname as name, s.nspname as schema
    from pg_class c join schemas s on s.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm')
),
grants as (
  select s.nspname as schema, 'schema ' || s.nspname as object, s.nspowner as owner, g.*
    from schemas s, aclexplode(coalesce(s.nspacl, acldefault('n', s.nspowner))) g
  union all
  select r.schema, 'table ' || r.name, r.relowner, g.* from relations r, aclexplode(coalesce(r.relacl, acldefault('r', r.relowner))) g
  union all
  select r.schema, 'column ' || r.name || '.' || a.attname, r.relowner, g.*
    from relations r join pg_attribute a on a.attrelid = r.oid and a.attacl is not null and not a.attisdropped, aclexplode(a.attacl) g
  union all
  select s.nspname, 'function ' || s.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', p.proowner, g.*
    from pg_proc p join schemas s on s.oid = p.pronamespace, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g
)
select schema, 'table ' || name as object, concat_ws(' ', relkind, relrowsecurity, relforcerowsecurity) as definition from relations
union all
select r.schema, 'column ' || r.name || '.' || a.attname,
       concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid))
  from relations r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum
union all
select r.schema, 'constraint ' || k.conname || ' on ' || r.name, pg_get_constraintdef(k.oid) || ' ' || k.convalidated
  from relations r join pg_constraint k on k.conrelid = r.oid where k.contype <> 'n'
union all
select r.schema, 'index ' || i.relname || ' on ' || r.name, pg_get_indexdef(x.indexrelid) || ' ' || x.indisvalid
  from relations r join pg_index x on x.indrelid = r.oid join pg_class i on i.oid = x.indexrelid
union all
select r.schema, 'policy ' || p.polname || ' on ' || r.name,
       concat_ws(' | ', p.polcmd, p.polpermissive,
         (select string_agg(case when member = 0 then 'public' when member = r.relowner then 'owner'
                                 when pg_get_userbyid(member) = 'gatehouse_application' then 'application'
                                 else pg_get_userbyid(member) end, ',' order by 1) from unnest(p.polroles) member),
         pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid))
  from relations r join pg_policy p on p.polrelid = r.oid
union all
select r.schema, 'trigger ' || t.tgname || ' on ' || r.name, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text::text
  from relations r join pg_trigger t on t.tgrelid = r.oid where not t.tgisinternal
union all
select s.nspname, 'function ' || s.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
       concat_ws(' | ', l.lanname, pg_get_function_result(p.oid), p.provolatile, p.prosecdef, array_to_string(p.proconfig, ','), p.prosrc)
  from pg_proc p join schemas s on s.oid = p.pronamespace join pg_language l on l.oid = p.prolang
union all
select schema, 'grant on ' || object || ' to ' || case when grantee = 0 then 'public'
         when pg_get_userbyid(grantee) = 'gatehouse_application' then 'application' else pg_get_userbyid(grantee) end,
       string_agg(privilege_type || case when is_grantable then '+' else '' end, ',' order by privilege_type)
  from grants where grantee <> owner group by 1, 2
