import { problemOf } from "./problem.js"
import { type ResponseParts, respondProblem } from "./respond.js"
import type { RequestProblem } from "./statuses.js"

/** No text holds anything of the request, or of what went wrong inside. */
const words: { readonly [Kind in RequestProblem]: { readonly title: string; readonly detail?: string } } = {
  "malformed-json": { title: "Malformed JSON", detail: "The body has to be a JSON object in UTF-8." },
  "invalid-request": {
    title: "Invalid request",
    detail: "A field is missing or is not of its form; `field` names it.",
  },
  "wrong-credentials": { title: "Sign-in refused", detail: "The credentials are not right." },
  "not-signed-in": { title: "Not signed in", detail: "This needs a session." },
  "not-admin": { title: "Not an admin", detail: "This is for admins of the account, and only of this one." },
  "cross-origin": { title: "Cross-origin request", detail: "This can only be asked for by pages of the same origin." },
  "insecure-page": {
    title: "Insecure page",
    detail: "Browsers drop the cookie of a ticket, unless the page is served over HTTPS or from localhost.",
  },
  "not-found": { title: "Not found" },
  "method-not-allowed": { title: "Method not allowed", detail: "Use POST." },
  "body-too-large": { title: "Body too large", detail: "The body has more bytes than this route takes." },
  "unsupported-media-type": { title: "Unsupported media type", detail: "Use application/json." },
  "internal-error": { title: "Internal error", detail: "Something failed; what was done by then is not known." },
  unavailable: { title: "Unavailable", detail: "What was done by then is not known. Try again later." },
}

/** Refuses a request before Muster is asked, or because something failed. */
export function refuse(kind: RequestProblem, parts: ResponseParts & { readonly field?: string } = {}): Response {
  const { field, ...rest } = parts
  return respondProblem(problemOf(kind, words[kind], field === undefined ? {} : { field }), rest)
}
