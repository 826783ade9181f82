import type { Books } from "./books.js"
import { checkCharges } from "./check-charges.js"
import { checkEdits } from "./check-edits.js"
import { checkMail } from "./check-mail.js"
import { checkSignIns } from "./check-sign-ins.js"
import { checkUsers } from "./check-users.js"
import { checkVisits } from "./check-visits.js"
import { factorEdits } from "./excuses.js"
import { type Fault, fault } from "./faults.js"
import type { Ledger } from "./ledger.js"
import { ticketsOf } from "./tickets.js"

/** Holds what was asked and answered against what the database holds; empty: every event is accounted for. */
export function checkBooks(books: Books, ledger: Ledger): readonly Fault[] {
  const { tickets, stray } = ticketsOf(books, ledger)
  const edits = factorEdits(books)
  return [
    ...stray.map(({ kind, userId, build }) =>
      fault(kind === "signed-in" ? "sign-in-unasked" : "charge-unasked", `${userId}, ${build}`),
    ),
    ...checkSignIns(tickets, edits),
    ...checkCharges(tickets),
    ...checkUsers(books, ledger, tickets, edits),
    ...checkEdits(books, ledger),
    ...checkVisits(books, edits),
    ...checkMail(books, ledger),
    // A machine that is told to stop answers what it has taken on.
    ...books.restarts
      .filter(({ signal, unanswered, exitCode }) => signal === "SIGTERM" && (unanswered > 0 || exitCode !== 0))
      .map(({ unanswered, exitCode }) =>
        fault("answer-lost-by-stopping", `${unanswered} calls, exit code ${exitCode}`),
      ),
  ]
}
