// What lies in a store, for the tests of adapters that keep rows from one release to the next.
export { readUserState, writeUserState } from "../src/state/user-state.js"
