import { hosts, otherwise, type Section, shown } from "./case.js"
import { files } from "./files.js"

const brokenOff =
  "of $call, the $at being $fate: nothing is accepted twice or for nothing, and the same try is answered"
const givenUp = "with %s is tried five times, is then a conflict, and nothing is accepted"
const driftRefused =
  "a machine at $machine ms and a database at $database ms throw before anything is charged or compared"
const replica =
  "a connection to what has become a replica reads, charges nothing, and is replaced by one to whoever writes now"

/** What goes wrong in the database, F1 to F17. */
export const faultsOfTheDatabase: readonly Section[] = [
  {
    heading: "Connections, locks and transactions",
    cases: [
      shown(
        "F1",
        "A backend is killed between charge and commit: nothing is accepted, and an attempt is lost at most",
        [
          files.killedBackends,
          "a backend that is killed while the charge waits: nothing is charged, compared or accepted",
        ],
        [
          files.killedBackends,
          "a backend that is killed between charge and save costs nothing: the save takes another connection",
        ],
        [
          files.killedBackends,
          "a backend that is killed while the save waits: nothing is accepted, and the same try signs in once",
        ],
        [
          files.killedBackends,
          "a backend that is killed before the host's commit takes the save with it, and the attempt stays charged",
        ],
      ),
      shown(
        "F2",
        "The connection is lost at the commit of a success, and nobody knows: the call fails, the same try is answered",
        [files.unknownOutcome, brokenOff],
        [
          files.unknownOutcome,
          "whose commit is %s is the host's to see, and the same try leaves one sign-in and one row",
        ],
      ),
      shown(
        "F3",
        "The answer is lost on its way to the client: the same try gives it again, another one is a replay",
        [
          files.namedAttempt,
          "a sign-in whose answer was lost is answered again for a minute, with the same assurance and at no cost",
        ],
        [
          files.namedAttempt,
          "a spent code and ticket are worth nothing without the name of the try, or with another one",
        ],
        [files.lostAnswers, "the first code of an app is confirmed once, and its recovery codes are seen"],
      ),
      shown(
        "F4",
        "A statement is rolled back for a parallel one (40001, 40P01): it runs again, and charges and compares once",
        [files.isolationLevels, "of 100 wrong codes at once no more are compared than the limit"],
        [files.isolationLevels, "of 100 right codes at once one is accepted, and none is called a wrong guess"],
        [files.chargeUser, "of 300 parallel charges as many are charged as the rule allows, on two pools"],
      ),
      shown(
        "F5",
        "It is rolled back each time: an error with a code that says so, and never a wrong code or a success",
        [files.refusals, givenUp],
        [files.httpFailure, "%s is %d, nobody is signed in, and nothing of the error leaves"],
      ),
      shown(
        "F6",
        "The host rolls its transaction back: the charge stays",
        [
          files.hostTransaction,
          "fifty wrong codes in transactions that roll back are compared no more often than the limit",
        ],
        [
          files.expressTransaction,
          "fifty wrong codes are compared no more often than the limit, whatever the app's transaction does",
        ],
      ),
      shown(
        "F7",
        "A user's row stays locked: calls about that user are refused in time, and cost one connection of the pool",
        [files.lockedRow, "200 calls about that user are refused within the wait of one, and no code is called wrong"],
        [files.lockedRow, "200 calls about others beside 200 about that user are answered as ever"],
      ),
      shown(
        "F8",
        "The pool is used up, or the store is slow: whoever waits is served or refused in time",
        [files.lockedRow, "serves 100 calls at once of 10 users, none of them twice"],
        [files.lockedRow, "that somebody keeps is waited for as long as the guide says, and then nothing was accepted"],
        [files.halfOpen, "for everybody frees everybody, those without a connection too, and needs no restart"],
      ),
      shown(
        "F9",
        "A pooler in transaction mode lies between: nothing relies on a session, or is left in one",
        [
          files.sessionState,
          "no call leaves anything in the session of its connection, so that a pooler may lie between",
        ],
        [files.pgbouncer, "through PgBouncer in transaction mode codes are compared and accepted as often as without"],
      ),
    ],
  },
  {
    heading: "Values, clocks and copies",
    cases: [
      shown(
        "F10",
        "A driver returns BIGINT as text: Muster has numbers",
        [files.clientValues, "%s reads the same values as pg"],
        [files.clientValues, "the values are what they were, whatever the driver makes of them"],
        [files.numbers, "the instants of a throttle and of a refusal are numbers"],
      ),
      shown(
        "F11",
        "The clocks step back after a code was accepted: it is a replay, and no error",
        [
          files.clockSteps,
          "when all clocks step back after an accepted code, it is a replay and no error, and later codes work as ever",
        ],
        [files.verifyTotp, "replays nothing after the server's clock was set back"],
      ),
      shown(
        "F12",
        "One machine's clock runs ahead: it accepts no code of a later time, which would use up those before it",
        [files.clockSteps, driftRefused],
        [
          files.clockSteps,
          "a clock that steps by %i ms after it was compared costs nobody an attempt, and uses no later code up",
        ],
      ),
      otherwise(
        "No statement decides by the database's clock, since time is an argument and can be simulated: a machine that is more than five seconds off it throws.",
        shown(
          "F13",
          "The clocks of machines and database differ: the same decisions",
          [
            files.clockSteps,
            "machines whose clocks differ by less decide alike: a wait that one began holds on the other to the same instant",
          ],
          [files.clockSteps, driftRefused],
        ),
      ),
      shown(
        "F14",
        "A step begins, a year ends, a number outgrows 32 bits: nothing is off by one",
        [files.generate, "changes its code at the first millisecond of a step, and not before"],
        [files.generate, "goes beyond 32 bits"],
        [
          files.verifyTotpAlways,
          "never accepts a step outside of the window, nor one that is not later than the last used",
        ],
        [files.numbers, "instants far beyond 32 bits come back as the numbers they were"],
      ),
      hosts(
        "F15",
        "A read comes from a replica that lags: nothing is decided by it",
        "to pass a client of the primary, since Muster reads by the one that it writes by.",
        [files.refusals, replica],
      ),
      hosts(
        "F16",
        "A failover loses the last commit: its code works once more, for 90 seconds at most",
        "to replicate synchronously where not even that may be, as the guide to Postgres says.",
        [
          files.server,
          "a server that loses its last commit accepts the code once more, as long as its window lasts and no longer",
        ],
      ),
      otherwise(
        "No verb takes the recovery codes of everybody: a reset takes those of one user, with the factor.",
        hosts(
          "F17",
          "A backup is put back: what was used up since is good again, until it is reset",
          "to end its own sessions of after the backup, and to reset who may be concerned, as the guide to Postgres says.",
          [files.olderCopy, "revives recovery codes that were spent since, until the user is reset"],
          [
            files.olderCopy,
            "revives no session of after the copy, until its epoch is given again: those the host has to forget itself",
          ],
        ),
      ),
    ],
  },
]
