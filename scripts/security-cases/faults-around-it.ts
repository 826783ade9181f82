import { hosts, otherwise, type Section, shown } from "./case.js"
import { files } from "./files.js"

const silent = "in the middle of a %s frees the caller and the connection; the same try is answered when it is back"
const settled = "with $state at the $at: typed, all or nothing, and nothing is accepted"
const killedReseal = "a run that is killed halfway loses nothing, and the next one does the rest"
const otherForm =
  "what passes the whole kit here has another time zone, search path and byte format, and a name that needs quotes"

/** What goes wrong around the database, and with what lies in it, F18 to F42. */
export const faultsAroundIt: readonly Section[] = [
  {
    heading: "Mail and events",
    cases: [
      otherwise(
        "The code stays good and the mail is tried again, by jobs.run, until it has expired: nothing is voided, and the send is not returned.",
        shown(
          "F18",
          "The mailer is down: that is said, and nothing of the mail is in it",
          [files.jobs, "mail that could not be sent is tried again, later each time, under the same id"],
          [files.emailCode, "a mail that the server refuses is told apart from one that will be tried again"],
          [files.createMailer, "answers a failing sender with a retryable rejection that repeats nothing of its error"],
        ),
      ),
      shown(
        "F19",
        "The mailer hangs: it is given up after ten seconds, and no transaction or lock is open meanwhile",
        [
          files.hangingMailer,
          "while a mailer hangs, no transaction is open and no lock is held, and others use the only connection",
        ],
        [files.smtpMailer, "is given up after ten seconds of a server that says nothing"],
      ),
      shown(
        "F20",
        "The mailer has taken a mail and its word is lost: the second one has the same id, and only the newest code works",
        [files.outbox, "a machine that dies between sending and noting it sends a mail twice, under one id"],
        [files.smtpMailer, "is marked as automatic, and a second try carries the same message id"],
        [files.emailCode, "a resend makes a new code, kills the old one, and keeps the attempt count"],
      ),
      shown(
        "F21",
        "Mails arrive in another order: the older code is refused as any wrong one",
        [
          files.emailCodeTransitions,
          "again kills the old code: only the newest is accepted, and those before it are recognised",
        ],
        [
          files.mailJobs,
          "a code that is replaced between the claim and the sending is not sent by the machine that holds the lease",
        ],
      ),
      shown(
        "F22",
        "A machine dies between the commit and the mail: it is sent once or more, and never not at all",
        [
          files.mailJobs,
          "what a machine has claimed that was killed is sent by another one, after the lease and not before",
        ],
        [
          files.mailJobs,
          "a machine that was killed after it has sent leaves a mail that is sent once more, under the same id",
        ],
      ),
      otherwise(
        "There is no hook that could throw or veto: an event is a row of the save that it tells of.",
        shown(
          "F23",
          "What listens to events fails or hangs: the outcome is the same",
          [
            files.atomicity,
            "of 50 saves those that are saved have written their mail and event, and those that lost have not",
          ],
          [files.worker, "goes on also where the logger throws"],
        ),
      ),
    ],
  },
  {
    heading: "Keys, records and releases",
    cases: [
      hosts(
        "F24",
        "The keys cannot be had: no attempt is spent, recovery codes work, and it is no wrong code",
        "to keep keys for a while in its KeyProvider, if they come from a service: Muster keeps none.",
        [files.attempts, "while nothing can be compared, no attempt is spent and nobody is told of wrong codes"],
        [
          files.rotation,
          "a recovery code works while the key of the authenticator is missing, and leaves the record as it is",
        ],
        [files.keyProvider, "report a failing provider as a key that may be there later, with the cause"],
      ),
      otherwise(
        "Keys are compared before their first use and not at the start, so that a process starts without its database.",
        shown(
          "F25",
          "A known id has another key: the machine seals nothing, and no user pays for it",
          [
            files.wrongKey,
            "a machine with a wrong key under a known id fails before it writes anything or takes mail from the others",
          ],
          [
            files.wrongKey,
            "a machine that knows an older key wrongly spends nobody's attempt, and seals nothing again",
          ],
        ),
      ),
      shown(
        "F26",
        "The rotation of a key is killed halfway: it goes on, and every record opens at any moment",
        [files.reseal, killedReseal],
        [
          files.rotation,
          "a key is rotated without a moment in which somebody cannot sign in, and the old one can be taken away",
        ],
      ),
      shown(
        "F27",
        "A user signs in or enrolls while keys are rotated: theirs is the record that stays",
        [files.reseal, "of a sign-in in the middle of a run nothing is lost, and the user is sealed again by it"],
        [files.reseal, "a run in the middle of a sign-in costs the user neither the sign-in nor an attempt"],
        [files.reseal, "an enrollment goes on under the new key, and one that was abandoned holds no key"],
      ),
      shown(
        "F28",
        "Two releases run at once: each works with the other's rows and schema",
        [files.earlierRows, "are read: sessions go on, spent recovery codes stay spent, attempts stay counted"],
        [files.earlierStatements, "gets the same answers from the schema of this release as from its own"],
        [files.newerFormat, "%s: a user's record in a newer format is not read, and stays byte for byte"],
        [files.expandThenContract, "$name only adds, or the release before already does without what it takes away"],
      ),
      shown("F29", "Twenty instances migrate at once: one does, the others wait, none fails", [
        files.migrate,
        "of 20 instances that start at once one migrates and none fails, at %s",
      ]),
      hosts(
        "F30",
        "A row is damaged: that factor is out of use, and nobody else's",
        "to put a record right that cannot be read at all: until then lists that it stands in throw ERR_RECORD_UNREADABLE, too.",
        [
          files.damagedRows,
          "in one byte of the sealed secret stops that user's codes, charges nothing for it, and nobody else; a reset mends it",
        ],
        [
          files.damagedRows,
          "beyond reading stops every call about that user, with a code of its own, and no sign-in of anybody else",
        ],
      ),
    ],
  },
  {
    heading: "In the middle of something",
    cases: [
      shown(
        "F31",
        "The process dies between showing a key and confirming it: the old factor works, the new one never did",
        [
          files.replacement,
          "leaves the old factor as it is until the new one is confirmed, and then takes its place in one step",
        ],
        [files.opensNothing, "an enrollment that was begun and left neither demands a code nor stands for one"],
        [files.enrolling, "an enrollment lasts sixty minutes in all"],
      ),
      shown(
        "F32",
        "A user enrolls in two tabs: the one that verified last goes on, and the other is told so",
        [files.ticketStanding, "is superseded when another ticket verifies a code of its own"],
        [files.enrolling, "verifying supersedes an enrollment that was open before"],
      ),
      shown(
        "F33",
        "A button is clicked twice: the same answer or a plain refusal, and what is shown once is shown once",
        [
          files.namedAttempt,
          "a confirmation that is clicked twice at once under one name gives the same answer to both",
        ],
        [
          files.parallelCodes,
          "one email code, typed 50 times at once, opens one enrollment; confirming 50 times at once enrolls once",
        ],
        [files.parallelCodes, "one ticket and one code, sent 50 times at once, sign in once"],
      ),
      shown(
        "F34",
        "A factor or a user is taken away while a challenge waits: it is dead, and no secret is left",
        [files.reset, "kills the open challenge and the recovery codes"],
        [files.erase, "sessions and tickets of an enrolled user end, and who comes again enrolls anew"],
        [
          files.erase,
          "attempts, mail, events and all of the record but its epoch are gone, and one event is left that does not say who",
        ],
      ),
      shown(
        "F35",
        "A rule is tightened in the middle of a sign-in: the stricter one holds",
        [files.signIn, "an old client is told to update before any code, when the sign-in begins and when it ends"],
        [files.replacement, "waits for the hold of now where that is longer"],
        [
          files.tightening,
          "a forced logout that is brought forward ends every session by the new instant, however it was answered before",
        ],
      ),
    ],
  },
  {
    heading: "Load and surroundings",
    cases: [
      otherwise(
        "An open challenge is no row, so none has to be cleared away.",
        shown(
          "F36",
          "What is old is cleared away under load: in batches, and never a count of attempts",
          [files.retention, "at most the limit is deleted at a time, of events and mail together"],
          [files.retention, "users and accounts are never pruned"],
          [files.scale, "an index that is gone is noticed, whichever it is"],
          [files.retentionJobs, "8 machines that prune at once delete each row once, and none that is to be kept"],
        ),
      ),
      shown(
        "F37",
        "The server is gone and the connection stays: the caller is freed, with the connection and the row",
        [files.halfOpen, silent],
        [
          files.halfOpen,
          "in the middle of the host's transaction frees the caller, then the row; the pool keeps no such connection",
        ],
        [files.halfOpen, "for everybody frees everybody, those without a connection too, and needs no restart"],
        [files.halfOpen, "frees the caller after timeoutSeconds, by the mail budget as well"],
      ),
      otherwise(
        "No slow hash runs: email codes have a pepper, recovery codes 120 bits, and each is charged first.",
        shown(
          "F38",
          "A flood of wrong codes is to wear the processor out: each costs one digest at most, and after the free tries a read",
          [files.chargeUser, "a flood of refused charges writes nothing"],
          [files.recoveryCodes, "uses 120 bits: every bit of the source changes the code"],
          [files.keyedDigest, "is HMAC-SHA-256 under the pepper, over length-prefixed parts"],
        ),
      ),
      hosts(
        "F39",
        "The store in memory runs in two processes",
        "to use the store in memory for tests and demos alone; with the keys that belong to it production does not start.",
        [files.keyring, "refuses to work in production"],
      ),
      shown(
        "F40",
        "The step of a right code cannot be saved: it signs nobody in",
        [files.refusals, settled],
        [files.faults, "turns success into failure and nothing else, and the user can start again"],
      ),
      otherwise(
        "A schema has a name that needs no quotes.",
        shown(
          "F41",
          "The database has another time zone, search path, schema or name: the same behaviour",
          [files.surroundings, otherForm],
          [files.schemaName, "%j is no name of a schema"],
        ),
      ),
      shown(
        "F42",
        "A bad import has left a count or a wait that cannot be: no guess more than the rule allows, and an admin's verb ends it",
        [files.damagedRows, "%s: nothing is compared, the answer can be explained, and an admin's verb ends it"],
        [files.damagedRows, "%s: no guess more than the rule allows"],
      ),
    ],
  },
]
