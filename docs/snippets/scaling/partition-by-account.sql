-- Splits each table that belongs to accounts into 16 by a hash of the account's id. Run it after `migrate`, while nothing of
-- Muster runs, as the owner of the tables: it locks them, and copies what is in them. Again after an upgrade: it splits what has come since.
do $partition$
declare
  muster constant text := 'muster'; -- your schema
  parts constant integer := 16;
  whole text;
  role_name text;
  right_name text;
  index_names text[];
  index_name text[];
begin
  for whole in
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'account_id'
      where c.relnamespace = muster::regnamespace and c.relkind = 'r' and not c.relispartition
      order by c.relname
  loop
    execute format('alter table %1$I.%2$I rename to %3$I', muster, whole, whole || '_whole');
    execute format('create table %1$I.%2$I (like %1$I.%3$I including all excluding identity) partition by hash (account_id)',
      muster, whole, whole || '_whole');
    for part in 0 .. parts - 1 loop
      -- In a part of `users`, room for the next version of a row beside it: a charge then touches no index.
      execute format('create table %1$I.%3$I partition of %1$I.%2$I for values with (modulus %4$s, remainder %5$s) %6$s',
        muster, whole, whole || '_' || part, parts, part, case whole when 'users' then 'with (fillfactor = 80)' end);
    end loop;
    if whole = 'events' then
      -- Events are numbered as they come. A table that is split can do that itself from Postgres 17 on only.
      execute format('create sequence %I.events_numbers', muster);
      execute format('select setval(%L, (select coalesce(max(seq), 0) + 1 from %I.events_whole), false)',
        format('%I.events_numbers', muster), muster);
      execute format('alter table %I.events alter column seq set default nextval(%L)',
        muster, format('%I.events_numbers', muster));
    end if;
    -- Whoever might use the table may use the one that is split; to write events takes the right to number them.
    for role_name, right_name in
      select case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end, privilege_type
        from pg_class c, aclexplode(c.relacl) where c.oid = format('%I.%I', muster, whole || '_whole')::regclass
    loop
      execute format('grant %s on %I.%I to %s', right_name, muster, whole, role_name);
      if whole = 'events' and right_name = 'INSERT' then
        execute format('grant usage on sequence %I.events_numbers to %s', muster, role_name);
      end if;
    end loop;
    execute format('insert into %1$I.%2$I select * from %1$I.%3$I', muster, whole, whole || '_whole');

    -- The names of the indexes stay, so that later migrations find them.
    select array_agg(array[split.name, before.name]) into index_names
      from (
        select c.relname as name, i.indrelid,
          regexp_replace(pg_get_indexdef(i.indexrelid), '^.*? USING ', '') || i.indisprimary as definition
          from pg_index i join pg_class c on c.oid = i.indexrelid
      ) before join (
        select c.relname as name, i.indrelid,
          regexp_replace(pg_get_indexdef(i.indexrelid), '^.*? USING ', '') || i.indisprimary as definition
          from pg_index i join pg_class c on c.oid = i.indexrelid
      ) split using (definition)
      where before.indrelid = format('%I.%I', muster, whole || '_whole')::regclass
        and split.indrelid = format('%I.%I', muster, whole)::regclass;
    execute format('drop table %I.%I', muster, whole || '_whole');
    foreach index_name slice 1 in array index_names loop
      execute format('alter index %I.%I rename to %I', muster, index_name[1], index_name[2]);
    end loop;
  end loop;
end
$partition$;
