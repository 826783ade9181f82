/**
 * Budgets are spent by a function: all lines or none, decided on rows that are locked, some of which do not exist yet.
 * A statement alone decides on its snapshot, in which a line that is being created by another call does not show.
 */
export function mailBudgets(schema: string): string {
  return `
    create table ${schema}.mail_budgets (
      key text collate "C" not null,
      window_seconds bigint not null,
      spent integer not null default 0,
      ends_at bigint not null default 0,
      primary key (key, window_seconds)
    );
    create index mail_budgets_ends_at on ${schema}.mail_budgets (ends_at);

    -- Spends one mail of each line; answers null, or the instant at which all that are used up begin anew.
    create function ${schema}.spend_mail_budgets(lines json, instant bigint) returns bigint language plpgsql as $body$
    declare
      retry_at bigint;
    begin
      -- Looks twice: at what the snapshot shows, so that a call without room writes nothing, and at rows that are locked.
      for look in 1..2 loop
        select max(b.ends_at) into retry_at
          from ${schema}.mail_budgets b
          join json_to_recordset(lines) as l (key text, window_seconds bigint, allowed integer)
            on b.key = l.key and b.window_seconds = l.window_seconds
          where l.allowed <= case when b.ends_at > instant then b.spent else 0 end;
        if retry_at is not null then return retry_at; end if;

        -- Makes and locks the rows, always in this order: two calls with the same lines cannot wait for each other.
        if look = 1 then
          insert into ${schema}.mail_budgets as b (key, window_seconds)
            select l.key, l.window_seconds from json_to_recordset(lines) as l (key text, window_seconds bigint)
            order by l.key collate "C", l.window_seconds
            on conflict (key, window_seconds) do update set spent = b.spent;
        end if;
      end loop;

      update ${schema}.mail_budgets b set
        spent = case when b.ends_at > instant then b.spent + 1 else 1 end,
        ends_at = case when b.ends_at > instant then b.ends_at else instant + l.window_seconds * 1000 end
        from json_to_recordset(lines) as l (key text, window_seconds bigint)
        where b.key = l.key and b.window_seconds = l.window_seconds;
      return null;
    end
    $body$;
  `
}
