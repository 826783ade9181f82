create schema muster;

create table muster.accounts (
  account_id text collate "C" not null,
  version bigint not null,
  groups_version bigint not null,
  format integer not null,
  state text not null,
  reminders_version bigint not null default 0,
  reminders_lease bigint not null default 0,
  reminders_place text,
  reminders_claimable_at bigint,
  constraint accounts_pkey PRIMARY KEY (account_id)
);
CREATE INDEX accounts_changed ON muster.accounts USING btree (account_id) WHERE (reminders_version <> version);
CREATE INDEX accounts_claimable ON muster.accounts USING btree (reminders_claimable_at) WHERE (reminders_claimable_at IS NOT NULL);

create table muster.device_groups (
  account_id text collate "C" not null,
  group_id text collate "C" not null,
  body json not null,
  constraint device_groups_pkey PRIMARY KEY (account_id, group_id)
);

create table muster.events (
  account_id text collate "C" not null,
  seq bigint not null generated always as identity,
  user_id text collate "C",
  event_id text not null,
  at bigint not null,
  kind text not null,
  body json not null,
  constraint events_pkey PRIMARY KEY (account_id, at, seq)
);
CREATE INDEX events_at ON muster.events USING brin (at) WITH (autosummarize='on');
CREATE INDEX events_by_age ON muster.events USING btree (at NULLS FIRST);
CREATE INDEX events_of_user ON muster.events USING btree (account_id, user_id, at, seq) WHERE (user_id IS NOT NULL);

create table muster.key_checks (
  purpose text collate "C" not null,
  key_id text collate "C" not null,
  value text collate "C" not null,
  constraint key_checks_pkey PRIMARY KEY (purpose, key_id)
);

create table muster.mail (
  account_id text collate "C" not null,
  user_id text collate "C" not null,
  mail_id text collate "C" not null,
  sealed bytea not null,
  topic text,
  due_at bigint not null,
  expires_at bigint,
  available_at bigint not null,
  tries integer not null default 0,
  dead boolean not null default false,
  constraint mail_pkey PRIMARY KEY (account_id, user_id, mail_id)
);
CREATE INDEX mail_available ON muster.mail USING btree (available_at) WHERE (NOT dead);
CREATE INDEX mail_buried_from ON muster.mail USING btree (GREATEST(available_at, expires_at)) WHERE ((NOT dead) AND (expires_at IS NOT NULL));
CREATE INDEX mail_dead ON muster.mail USING btree (account_id, user_id, mail_id) WHERE dead;
CREATE INDEX mail_useless_from ON muster.mail USING btree (LEAST(due_at, expires_at)) WHERE dead;

create table muster.mail_budgets (
  key text collate "C" not null,
  window_seconds bigint not null,
  spent integer not null default 0,
  ends_at bigint not null default 0,
  constraint mail_budgets_pkey PRIMARY KEY (key, window_seconds)
);
CREATE INDEX mail_budgets_ends_at ON muster.mail_budgets USING btree (ends_at);

create table muster.migrations (
  version integer not null,
  run uuid not null,
  migrated_at timestamp with time zone not null default now(),
  checksum text,
  works_from integer,
  constraint migrations_pkey PRIMARY KEY (version)
);

create table muster.reminders (
  account_id text collate "C" not null,
  user_id text collate "C" not null,
  reminder_key text collate "C" not null,
  at bigint not null,
  expires_at bigint not null,
  constraint reminders_pkey PRIMARY KEY (account_id, user_id, reminder_key)
);
CREATE INDEX reminders_expires_at ON muster.reminders USING btree (expires_at);

create table muster.users (
  account_id text collate "C" not null,
  user_id text collate "C" not null,
  version bigint not null,
  format integer not null,
  state text not null,
  status text not null,
  epoch bigint not null,
  sealed_key_ids text[] not null,
  codes_failures integer not null default 0,
  codes_bucket_until bigint not null default 0,
  codes_next_try_at bigint,
  recovery_codes_failures integer not null default 0,
  recovery_codes_bucket_until bigint not null default 0,
  recovery_codes_next_try_at bigint,
  constraint users_pkey PRIMARY KEY (account_id, user_id)
) with (fillfactor=80);

CREATE OR REPLACE FUNCTION muster.spend_mail_budgets(lines json, instant bigint)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
    declare
      retry_at bigint;
    begin
      -- Looks twice: at what the snapshot shows, so that a call without room writes nothing, and at rows that are locked.
      for look in 1..2 loop
        select max(b.ends_at) into retry_at
          from "muster".mail_budgets b
          join json_to_recordset(lines) as l (key text, window_seconds bigint, allowed integer)
            on b.key = l.key and b.window_seconds = l.window_seconds
          where l.allowed <= case when b.ends_at > instant then b.spent else 0 end;
        if retry_at is not null then return retry_at; end if;

        -- Makes and locks the rows, always in this order: two calls with the same lines cannot wait for each other.
        if look = 1 then
          insert into "muster".mail_budgets as b (key, window_seconds)
            select l.key, l.window_seconds from json_to_recordset(lines) as l (key text, window_seconds bigint)
            order by l.key collate "C", l.window_seconds
            on conflict (key, window_seconds) do update set spent = b.spent;
        end if;
      end loop;

      update "muster".mail_budgets b set
        spent = case when b.ends_at > instant then b.spent + 1 else 1 end,
        ends_at = case when b.ends_at > instant then b.ends_at else instant + l.window_seconds * 1000 end
        from json_to_recordset(lines) as l (key text, window_seconds bigint)
        where b.key = l.key and b.window_seconds = l.window_seconds;
      return null;
    end
    $function$;
