import type { SentMail } from "../books/books.js"
import type { Calls } from "./calls.js"

/** A call. */
export interface Request {
  readonly kind: "call"
  readonly id: number
  readonly name: keyof Calls
  readonly input: never
}

/** To a machine, after its settings. `last`: no call follows, since it has said that it is stopping. */
export type Message = Request | { readonly kind: "last" }

/** From a machine. */
export type Response =
  | { readonly kind: "ready" }
  | { readonly kind: "answer"; readonly id: number; readonly answer: unknown }
  | { readonly kind: "thrown"; readonly id: number; readonly why: string }
  | { readonly kind: "stopping" }
  | { readonly kind: "mail"; readonly mail: SentMail }
