/**
 * The client of the handler of `@muster/http`, for pages, apps, terminals and servers: {@link createClient}. It has no
 * dependency, and needs no more of a platform than `fetch`, `AbortController` and timers.
 *
 * @module
 */
export type { Answers, FactorStatus, NotSignedIn, WrongCredentials } from "./answers.js"
export {
  isMusterClientError,
  MusterClientError,
  type MusterClientErrorCode,
  type MusterClientErrorDetails,
} from "./client-error.js"
export { createClient } from "./create-client.js"
export type {
  CallOptions,
  CodeInput,
  EnrollmentCalls,
  FactorCalls,
  MusterClient,
  NamedCodeInput,
  NamedInput,
  TicketAlone,
  Ticketed,
} from "./muster-client.js"
export type { ClientHeaders, ClientOptions, Fetch, FetchRequest, FetchResponse } from "./options.js"
export type {
  Finished,
  FinishedEnrollment,
  RefusalKind,
  Seen,
  TicketTravel,
  Travelled,
  WithoutTickets,
  Worded,
} from "./seen.js"
