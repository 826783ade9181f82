import type { PersonFacts } from "../src/index.js"

/** An agent with a password and an address, who has not begun to enroll. */
export const ann: PersonFacts = {
  isAdmin: false,
  isService: false,
  hasLocalPassword: true,
  usesSso: false,
  hasEmail: true,
  state: "not-enrolled",
  exemptUntil: null,
  client: null,
}
