/**
 * What the jobs need: how far each account has been looked at for reminders, which reminders a user has had, and the mail
 * that could not be delivered.
 *
 * The state of an account is due for a look while its version is not the one that was claimed last. So whoever saves an
 * account has nothing more to write, and code of the release before takes part without knowing.
 */
export function backgroundWork(schema: string): string {
  return `
    -- First, since it reads all mail: what comes next holds every sign-in up until the end.
    create index mail_dead on ${schema}.mail (account_id, user_id, mail_id) where dead;

    alter table ${schema}.accounts
      add column reminders_version bigint not null default 0, -- the version that was claimed last
      add column reminders_lease bigint not null default 0, -- rises with every claim
      add column reminders_place text,
      add column reminders_claimable_at bigint; -- when the next look is due, or when the lease ends
    create index accounts_changed on ${schema}.accounts (account_id) where reminders_version <> version;
    create index accounts_claimable on ${schema}.accounts (reminders_claimable_at) where reminders_claimable_at is not null;

    create table ${schema}.reminders (
      account_id text collate "C" not null,
      user_id text collate "C" not null,
      reminder_key text collate "C" not null,
      at bigint not null,
      expires_at bigint not null,
      primary key (account_id, user_id, reminder_key)
    );
    create index reminders_expires_at on ${schema}.reminders (expires_at);
  `
}
