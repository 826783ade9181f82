import type { Busy } from "../api/refusals.js"
import type { Dependencies } from "../dependencies.js"

/** How often a call loads, decides and saves before it gives up against parallel ones. */
export const tries = 3

const busySeconds = 1

/** The answer of a call that has lost every race: nothing was saved, and a moment later it may win. */
export function busy({ clock }: Dependencies): Busy {
  return { kind: "busy", retryAt: clock.now() + busySeconds * 1000 }
}
