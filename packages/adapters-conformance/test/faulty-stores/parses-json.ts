import type { UserState } from "@muster/sdk/ports"
import { storeFault } from "./fault.js"

/** Keeps the state in a column that parses it, as `jsonb` does. */
export const parsesJson = storeFault("writes the JSON of a state anew", "numbers", (store) => ({
  saveUser: (key, next, ...rest) => store.saveUser(key, parsed(next), ...rest),
}))

function parsed(state: UserState): UserState {
  return { ...state, json: JSON.stringify(JSON.parse(state.json)) }
}
