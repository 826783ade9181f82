import type { LogCode, Logger, LogLines } from "../ports/index.js"

/** How a line is written. */
export interface LogLine<C extends LogCode = LogCode> {
  readonly level: keyof Logger
  /** The same each time, so that lines can be counted by it too. */
  readonly message: string
  /** Every field that the line may have; no other gets out. */
  readonly fields: Readonly<Record<keyof LogLines[C], true>>
}

const account = { accountId: true } as const
const mail = { ...account, mailId: true, tries: true, why: true, error: true } as const

/** The catalogue of lines. */
export const logLines = {
  "mail-not-sent": { level: "warn", message: "A mail was not taken and is tried again.", fields: mail },
  "mail-undelivered": {
    level: "error",
    message: "A mail could not be delivered and is not tried any more.",
    fields: mail,
  },
  "mail-not-noted": {
    level: "warn",
    message: "What became of a mail could not be noted, so it is tried again.",
    fields: { ...account, mailId: true, error: true },
  },
  "mail-unreadable": { level: "warn", message: "A mail does not open here and is tried again.", fields: mail },
  "clock-refused": {
    level: "error",
    message: "This machine's clock and the database's differ, and calls throw until they agree.",
    fields: { seconds: true },
  },
  "directory-late": { level: "warn", message: "The directory did not answer in time.", fields: account },
  "reminders-put-off": {
    level: "error",
    message: "Users could not be looked at for reminders; their account is put off.",
    fields: { ...account, seconds: true, error: true },
  },
  "users-unreadable": {
    level: "error",
    message: "Rows of users cannot be read, and these users are not reminded.",
    fields: { ...account, count: true, error: true },
  },
  "records-not-resealed": {
    level: "warn",
    message: "Secrets that do not open here stay under another key than the active one.",
    fields: { ...account, count: true },
  },
  "address-unreadable": {
    level: "warn",
    message: "An address that was confirmed does not open, and is told nothing.",
    fields: { ...account, error: true },
  },
  "attempt-not-returned": {
    level: "warn",
    message: "An attempt could not be returned after a failure and stays spent.",
    fields: { ...account, error: true },
  },
  "notice-not-written": {
    level: "warn",
    message: "A notice of wrong codes was not written after three lost races.",
    fields: account,
  },
  "jobs-failed": {
    level: "error",
    message: "A run of Muster's jobs failed and is made again.",
    fields: { error: true, seconds: true },
  },
} as const satisfies { readonly [C in LogCode]: LogLine<C> }
