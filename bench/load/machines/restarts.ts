import { setTimeout as sleep } from "node:timers/promises"
import type { Fleet } from "./fleet.js"

/** Ends machines one after the other, kills one and stops the next, until it is told to quit. */
export async function keepRestarting(fleet: Fleet, everySeconds: number, signal: AbortSignal): Promise<void> {
  for (let turn = 0; !signal.aborted; turn++) {
    await sleep(everySeconds * 1000, undefined, { signal }).catch(() => {})
    if (!signal.aborted) await fleet.restart(turn % 2 === 0 ? "SIGKILL" : "SIGTERM")
  }
}
