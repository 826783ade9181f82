import type { MusterStore } from "@muster/sdk/ports"
import type { Fault } from "./fault.js"

/** Remembers in the process which key an id stands for: another machine may have another one, and nobody notices. */
export const keepsKeysToItself: Fault = {
  does: "knows the key of an id in one process alone",
  failsIn: "independent-roots",
  breakIt(adapter) {
    const root = () => ({ ...adapter.store, checkKey: checkIn(new Map()) })
    return { ...adapter, store: root(), again: root }
  },
}

function checkIn(values: Map<string, string>): MusterStore["checkKey"] {
  return async ({ purpose, keyId, value }) => {
    const id = JSON.stringify([purpose, keyId])
    const first = values.get(id) ?? value
    values.set(id, first)
    return Object.freeze({ kind: first === value ? ("match" as const) : ("mismatch" as const) })
  }
}
