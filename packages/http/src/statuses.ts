import type { Answer } from "./routes/routes.js"

/** What a request can be refused for before Muster is asked, or because something failed. */
export type RequestProblem =
  | "malformed-json"
  | "invalid-request"
  | "wrong-credentials"
  | "not-signed-in"
  | "not-admin"
  | "cross-origin"
  | "insecure-page"
  | "not-found"
  | "method-not-allowed"
  | "body-too-large"
  | "unsupported-media-type"
  | "internal-error"
  | "unavailable"

/**
 * The one place that decides which status an answer has. Everything from 400 on is a problem document (RFC 9457). A
 * client goes by `kind`; the status is for what stands between: proxies, logs, retries.
 */
export const statuses: { readonly [Kind in Answer["kind"] | RequestProblem]: number } = {
  // Done, or what comes next.
  "signed-in": 200,
  challenge: 200,
  enroll: 200,
  "not-started": 200,
  "email-code-sent": 200,
  "email-verified": 200,
  "key-issued": 200,
  enrolled: 200,
  cancelled: 200,
  regenerated: 200,
  acknowledged: 200,
  removed: 200,
  "factor-status": 200,
  // Also `logout` is what was asked for: whether the session goes on.
  continue: 200,
  drain: 200,
  logout: 200,
  // Of admins.
  "account-status": 200,
  preview: 200,
  applied: 200,
  enabled: 200,
  saved: 200,
  disabled: 200,
  timeline: 200,
  counted: 200,
  events: 200,
  "device-groups": 200,
  "change-preview": 200,
  users: 200,
  "user-status": 200,
  reset: 200,
  unlocked: 200,
  exempted: 200,
  "undelivered-mail": 200,
  "queued-again": 200,
  "given-up": 200,
  // Taken down, and not done before `until`.
  held: 202,

  // The program that asks is at fault, not the person.
  "malformed-json": 400,
  "invalid-request": 400,

  // What the request came with proves nobody: begin with the primary method.
  "wrong-credentials": 401,
  "not-signed-in": 401,
  "ticket-rejected": 401,
  "session-ended": 401,

  // It is known who asks, and they may not, or not yet.
  "cross-origin": 403,
  "insecure-page": 403,
  "proof-needed": 403,
  "admin-only": 403,
  "not-admin": 403,

  "not-found": 404,
  "mail-gone": 404,
  "method-not-allowed": 405,

  // Nothing is wrong with the request but the moment.
  "wrong-step": 409,
  "not-enrolled": 409,
  "already-enrolled": 409,
  "no-email": 409,
  superseded: 409,
  // A rule says no as things are; the reasons say which, and what would do.
  refused: 409,

  "body-too-large": 413,
  "unsupported-media-type": 415,

  // Not 401: the ticket is good and stays, and a client must not throw away what it is signed in with.
  "wrong-code": 422,

  // Not 403: the same person with a newer app may. Without the header Upgrade, which means protocols and which HTTP/2
  // forbids.
  "update-client": 426,

  // Too many tries or too much mail. A lock has a wait too, or none that a clock would end: then there is no
  // Retry-After.
  throttled: 429,
  locked: 429,

  "internal-error": 500,

  // Nothing was decided: the same request may succeed later.
  busy: 503,
  // The same request may succeed later; this one may have been done, and its answer lost on the way from the store.
  unavailable: 503,
}
