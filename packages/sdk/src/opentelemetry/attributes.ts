/**
 * The attributes of spans and metrics: all of closed lists, so that no id, address, code or text of anybody's gets into one, and
 * metrics stay few. Names of OpenTelemetry's where it has one.
 *
 * @see OpenTelemetry semantic conventions 1.45, attributes `error.*` and `db.*`
 */
export const attribute = {
  /** The service and the call, such as `signIn.verify`. */
  method: "muster.method",
  /** The `kind` of the answer, where it has one. */
  kind: "muster.answer.kind",
  /** Why: see `reasonOf`. */
  reason: "muster.answer.reason",
  /** What became of a mail: `sent`, `retry` or `dead`. */
  outcome: "muster.mail.outcome",
  /** The verb of the store. */
  verb: "db.operation.name",
  /** The database, as the host names it. */
  system: "db.system.name",
  /** The code of an error, or else the name of its class. */
  error: "error.type",
} as const
