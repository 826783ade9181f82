/** The parts of the contract, one suite each; see {@link ConformanceCategory}. */
export const conformanceCategories = [
  "accounts",
  "users",
  "account-isolation",
  "charges",
  "settlements",
  "races",
  "charge-races",
  "independent-roots",
  "atomicity",
  "host-transactions",
  "outbox",
  "undelivered-mail",
  "groups-version",
  "events",
  "pages",
  "copies",
  "numbers",
  "mail-budget",
  "erasure",
  "key-rotation",
  "retention",
  "reminders",
  "reminder-claims",
  "unreachable",
] as const

/** A part of the contract that a report names, and that a faulty adapter fails by name. */
export type ConformanceCategory = (typeof conformanceCategories)[number]

/**
 * The only parts that an adapter may leave out: not every store can join the host's transaction, be opened twice on the
 * same data, or be anywhere where it might not be reached. The rest of the contract is what makes sign-in safe.
 */
export const exceptableCategories = [
  "host-transactions",
  "independent-roots",
  "unreachable",
] as const satisfies ConformanceCategory[]

/** A part of the contract that an adapter may leave out; see {@link exceptableCategories}. */
export type ExceptableCategory = (typeof exceptableCategories)[number]

/** A category that is left out, and why; the report shows it as a skipped test with the reason in its title. */
export interface ConformanceException {
  /** What is left out. */
  readonly category: ExceptableCategory
  /** Why, in a sentence for whoever reads the report. */
  readonly reason: string
}
