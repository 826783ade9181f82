/**
 * What is written down of an error: nothing of its text, which may repeat an address, a code or a row, and nothing of its causes.
 */
export interface LoggedError {
  /** The name of its class. */
  readonly name: string
  /** `ERR_…` of Muster and of Node, `ECONNREFUSED` and the like, or an SQLSTATE; left out where it has none of these. */
  readonly code?: string
  /** Of a `MusterError`, the option at fault. */
  readonly field?: "clock" | "directory" | "keys"
  /** Where it was made: up to three places in files, the innermost first. */
  readonly at?: readonly string[]
}

/** Why a mail was not taken. `unreadable`: it did not open on this machine. */
export type MailFault = "threw" | "timed-out" | "rejected" | "unreadable"

/**
 * Every line that Muster writes, by its code, with the fields that it has beside it. No field names a person: an account's id is
 * the only id of the host's, since whoever looks after a damaged row, a mail or a directory has to know where.
 */
export interface LogLines {
  /** The mailer refused a mail for now, threw, or took more than ten seconds. The jobs try again. */
  readonly "mail-not-sent": MailLogged
  /** The mailer refused a mail for good, or ten tries have failed. `outbox.undelivered` lists it. */
  readonly "mail-undelivered": MailLogged
  /** The store failed when it was told what became of a mail. The jobs send it again, under the same id. */
  readonly "mail-not-noted": Pick<MailLogged, "accountId" | "mailId" | "error">
  /** A mail of the outbox did not open, because its key is missing or another one on this machine, or it was altered. */
  readonly "mail-unreadable": MailLogged
  /** This machine's clock and the database's are too far apart, so calls throw. Written once a minute at most. */
  readonly "clock-refused": {
    /** How far they are apart, rounded up. */
    readonly seconds: number
  }
  /** The directory took more than twenty seconds. The call that asked throws. */
  readonly "directory-late": AccountLogged
  /** The users of an account could not be looked at for reminders; the account is put off for this long. */
  readonly "reminders-put-off": AccountLogged & {
    /** Until it is looked at again. */
    readonly seconds: number
    /** What the directory threw, or what is wrong with the account's row. */
    readonly error: LoggedError
  }
  /** Rows of users cannot be read, so these users were not reminded. Written for each page of 500. */
  readonly "users-unreadable": AccountLogged & {
    /** How many. */
    readonly count: number
    /** What is wrong with the first. */
    readonly error: LoggedError
  }
  /** Secrets stay under another key than the active one, since they do not open: see `keys.status`. Written once a run. */
  readonly "records-not-resealed": AccountLogged & {
    /** Of how many users, in all accounts; `accountId` is that of the first. */
    readonly count: number
  }
  /** The address that was confirmed with a factor does not open, so a notice goes to the other addresses alone. */
  readonly "address-unreadable": AccountLogged & {
    /** Why. */
    readonly error: LoggedError
  }
  /** A call failed after it had charged an attempt, and the attempt could not be returned either. It stays spent. */
  readonly "attempt-not-returned": AccountLogged & {
    /** What returning it has thrown; left out where it lost three races. */
    readonly error?: LoggedError
  }
  /** A notice of wrong codes lost three races and was not written; the events have the attempts. */
  readonly "notice-not-written": AccountLogged
  /** A run of a worker's jobs threw. */
  readonly "jobs-failed": {
    /** What it threw. */
    readonly error: LoggedError
    /** Until the next run. */
    readonly seconds: number
  }
}

/** A line about an account. */
export interface AccountLogged {
  /** The account. */
  readonly accountId: string
}

/** A line about a mail. */
export interface MailLogged extends AccountLogged {
  /** As `outbox.undelivered` shows it, and as the mailer is given it. */
  readonly mailId: string
  /** How often it was tried, this try included. */
  readonly tries: number
  /** Why it was not taken. */
  readonly why: MailFault
  /** What was thrown; left out where nothing was. */
  readonly error?: LoggedError
}

/** What names a line for good: alerts compare it. Its sentence may change. */
export type LogCode = keyof LogLines

/** The fields of a line, told apart by `code`. */
export type LogFields<C extends LogCode = LogCode> = { [K in C]: { readonly code: K } & LogLines[K] }[C]

/**
 * Where Muster says what an operator should know and no caller is told: `console` is one, and so is every logger that takes a
 * sentence and an object of fields. One that takes the fields first (pino, bunyan) needs its arguments swapped, or it drops them.
 *
 * A line is a sentence that never changes from one to the next, and fields. Neither holds a secret, a code, an address or the id of a
 * person. One that throws, or returns a promise that rejects, changes nothing.
 */
export interface Logger {
  /** What Muster deals with by itself; worth a look when it goes on. */
  warn(message: string, fields: LogFields): void
  /** What somebody has to look after. */
  error(message: string, fields: LogFields): void
}
