// One fault of each kind, planted into the books or the database of a run that had none.
import { userIdOf } from "../arrange/users.js"
import type { Books, Edit, Outcome, SecondStep, Visit } from "../books/books.js"
import { editor } from "../books/check-edits.js"
import type { FaultKind } from "../books/faults.js"
import type { Ledger, LedgerEvent, LedgerUser } from "../books/ledger.js"
import { accepted, buildOf } from "../books/tickets.js"

/** What is known of a run. */
export interface Known {
  readonly books: Books
  readonly ledger: Ledger
}

/** Plants a fault. */
export type Plant = (known: Known) => Known

/** A visit of this kind whose user nobody edited, and whose answers all arrived. */
function calmVisit({ visits, edits }: Books, scenario: string): Visit {
  const found = visits.find(
    (visit) =>
      visit.scenario === scenario &&
      visit.steps.every(({ tries }) => tries.every(({ outcome }) => outcome.kind !== "unknown")) &&
      !edits.some(({ user }) => user === visit.user),
  )
  return there(found)
}

function there<T>(found: T | undefined): T {
  if (found === undefined) throw new Error("a run has all of it")
  return found
}

const withEvents = ({ books, ledger }: Known, change: (events: readonly LedgerEvent[]) => readonly LedgerEvent[]) => ({
  books,
  ledger: { ...ledger, events: change(ledger.events) },
})

/** Changes an event of a sign-in, or leaves it out, or repeats it. */
const atSignIn =
  (kind: string, change: (event: LedgerEvent) => readonly LedgerEvent[], scenario = "sign in"): Plant =>
  (known) => {
    const build = buildOf(there(calmVisit(known.books, scenario).steps[0]).number)
    return withEvents(known, (events) =>
      events.flatMap((event) => (event.kind === kind && event.build === build ? change(event) : [event])),
    )
  }

const atRow =
  (scenario: string, change: (row: LedgerUser) => LedgerUser): Plant =>
  ({ books, ledger }) => {
    const userId = userIdOf(calmVisit(books, scenario).user)
    const users = ledger.users.map((row) => (row.userId === userId ? change(row) : row))
    return { books, ledger: { ...ledger, users } }
  }

const atVisit =
  (scenario: string, change: (visit: Visit) => Visit): Plant =>
  ({ books, ledger }) => {
    const found = calmVisit(books, scenario)
    return { books: { ...books, visits: books.visits.map((one) => (one === found ? change(one) : one)) }, ledger }
  }

/** Another answer than the one that came. */
const answered = (step: SecondStep, outcome: Outcome): SecondStep => ({
  ...step,
  tries: step.tries.map((one) => ({ ...one, outcome })),
})
const stepsOf = (change: (step: SecondStep) => SecondStep) => (visit: Visit) => ({
  ...visit,
  steps: visit.steps.map(change),
})

const savedEdit = ({ edits }: Books, kind: Edit["kind"]) =>
  there(edits.find((edit) => edit.kind === kind && edit.outcome.kind === "saved"))

const atEditEvent =
  (change: (event: LedgerEvent) => readonly LedgerEvent[]): Plant =>
  (known) => {
    const name = editor(savedEdit(known.books, "exempt").number)
    return withEvents(known, (events) => events.flatMap((event) => (event.system === name ? change(event) : [event])))
  }

const atMail =
  (change: (mail: Books["mails"][number]) => Books["mails"]): Plant =>
  ({ books, ledger }) => {
    const found = there(books.mails.find(({ kind }) => kind === "exempted"))
    return {
      books: { ...books, mails: books.mails.flatMap((mail) => (mail === found ? change(mail) : [mail])) },
      ledger,
    }
  }

/** Every kind of fault, planted. */
export const plants: Readonly<Record<FaultKind, Plant>> = {
  "sign-in-lost": atSignIn("signed-in", () => []),
  "sign-in-doubled": atSignIn("signed-in", (event) => [event, event]),
  "sign-in-unasked": atSignIn("attempt-charged", (event) => [event, { ...event, kind: "signed-in" }], "mistype"),
  "sign-in-untold": atVisit(
    "sign in",
    stepsOf((step) => answered(step, { kind: "wrong-code", why: "already-used" })),
  ),
  "answer-of-another-sign-in": atSignIn("signed-in", (event) => [{ ...event, at: event.at + 1 }]),
  "wrong-code-accepted": atVisit(
    "mistype",
    stepsOf((step) => answered(step, { kind: "signed-in", signedInAt: 1 })),
  ),
  // The loser of two tickets with one code is recorded too.
  "code-accepted-twice": (known) => {
    const loser = there(calmVisit(known.books, "race").steps.find((step) => accepted(step) === null))
    const isCharge = ({ kind, build }: LedgerEvent) => kind === "attempt-charged" && build === buildOf(loser.number)
    return withEvents(known, (events) =>
      events.flatMap((event) => (isCharge(event) ? [event, { ...event, kind: "signed-in" }] : [event])),
    )
  },
  "never-answered": atVisit(
    "sign in",
    stepsOf((step) => answered(step, { kind: "unknown", why: "planted" })),
  ),
  "charge-lost": atSignIn("attempt-charged", () => []),
  "charge-unasked": atSignIn("attempt-charged", (event) => [event, event]),
  "failures-off": atRow("mistype", (row) => ({ ...row, failures: row.failures - 1 })),
  "bucket-off": atRow("sign in", (row) => ({ ...row, bucketUntil: row.bucketUntil + 86_400_000 })),
  "step-off": atRow("sign in", (row) => ({ ...row, lastUsedStep: (row.lastUsedStep ?? 0) - 1 })),
  "epoch-off": atRow("sign in", (row) => ({ ...row, epoch: row.epoch + 1 })),
  "stale-epoch": atSignIn("signed-in", (event) => [{ ...event, epoch: 0 }]),
  "edit-lost": atEditEvent(() => []),
  "edit-doubled": atEditEvent((event) => [event, event]),
  "edit-unasked": atEditEvent((event) => [event, { ...event, system: editor(1_000_000) }]),
  "edit-refused": ({ books, ledger }) => {
    const edits = books.edits.map((edit) => ({ ...edit, outcome: { kind: "refused", code: "self-reset" } as const }))
    return { books: { ...books, edits }, ledger }
  },
  "account-version-off": ({ books, ledger }) => {
    const accounts = ledger.accounts.map((account) => ({ ...account, version: account.version + 1 }))
    return { books, ledger: { ...ledger, accounts } }
  },
  "reset-forgotten": ({ books, ledger }) => {
    const { user, endedAt } = savedEdit(books, "reset")
    const visit = { ...calmVisit(books, "sign in"), user: there(user ?? undefined), steps: [] }
    const later = { ...visit, begunAt: endedAt + 1, endedAt: endedAt + 2 }
    return { books: { ...books, visits: [...books.visits, later] }, ledger }
  },
  "turned-away": atVisit("sign in", (visit) => ({ ...visit, met: ["enroll"] })),
  "mail-lost": atMail(() => []),
  "mail-doubled": atMail((mail) => [mail, { ...mail, id: "planted" }]),
  "mail-left": ({ books, ledger }) => ({ books, ledger: { ...ledger, mailLeft: 1 } }),
  "answer-lost-by-stopping": ({ books, ledger }) => {
    const stopped = { signal: "SIGTERM", unanswered: 1, exitCode: 0 } as const
    return { books: { ...books, restarts: [...books.restarts, stopped] }, ledger }
  },
}
