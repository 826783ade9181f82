import type { Answer, TextsFor } from "./explainable.js"

/** What became of a mail that could not be delivered. */
export const textsOfOutbox: TextsFor<Extract<Answer, { readonly kind: "queued-again" | "given-up" | "mail-gone" }>> = {
  "queued-again": () => ({
    title: "The mail is tried again",
    detail: "It is sent to the address that it was written for, within minutes if the mail server takes it.",
  }),
  "given-up": () => ({
    title: "The mail was deleted",
    detail: "It was deleted unsent. Whoever it was for has not been told.",
  }),
  "mail-gone": () => ({
    title: "The mail is not there any more",
    detail:
      "It has expired, a newer one has taken its place, or somebody else has already decided what becomes of it. Look at the list again.",
  }),
}
