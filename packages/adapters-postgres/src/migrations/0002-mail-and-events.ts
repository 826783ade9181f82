/** The outbox and the audit trail. */
export function mailAndEvents(schema: string): string {
  return `
    create table ${schema}.mail (
      account_id text collate "C" not null,
      user_id text collate "C" not null,
      mail_id text collate "C" not null,
      sealed bytea not null,
      topic text,
      due_at bigint not null,
      expires_at bigint,
      available_at bigint not null, -- when it is due, or when its lease ends
      tries integer not null default 0,
      dead boolean not null default false,
      primary key (account_id, user_id, mail_id)
    );
    create index mail_available on ${schema}.mail (available_at) where not dead;

    create table ${schema}.events (
      account_id text collate "C" not null,
      seq bigint generated always as identity,
      user_id text collate "C",
      event_id text not null,
      at bigint not null,
      kind text not null,
      body json not null,
      primary key (account_id, at, seq)
    );
    create index events_of_user on ${schema}.events (account_id, user_id, at, seq) where user_id is not null;
    -- Events are written in order of time: a summary of each block range finds the old ones, and costs inserts next to nothing.
    create index events_at on ${schema}.events using brin (at) with (autosummarize = on);
  `
}
