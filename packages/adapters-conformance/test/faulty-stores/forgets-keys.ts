import { storeFault } from "./fault.js"

/** Lets a machine with a wrong key seal what no other machine can open. */
export const forgetsKeys = storeFault("takes any key for the one of its id", "key-rotation", () => ({
  checkKey: async () => ({ kind: "match" }),
}))
