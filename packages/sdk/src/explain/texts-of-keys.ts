import type { Answer, TextsFor } from "./explainable.js"
import { counted } from "./words.js"

/** Whether a key can go. */
export const textsOfKeys: TextsFor<Extract<Answer, { readonly kind: "retired" | "in-use" }>> = {
  retired: () => ({
    title: "Not in use",
    detail:
      "No secret of a user is sealed under this key. A day after another key has become the active one, it can go.",
  }),
  "in-use": ({ records }) => ({
    title: "In use",
    detail:
      records === 0
        ? "This is the active key: make another one active first."
        : `The key is needed for the secrets of ${counted(records, "user")}. Without it they could not sign in.`,
  }),
}
