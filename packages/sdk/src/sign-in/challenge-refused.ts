import type { ChallengeRefusal } from "@muster/enrollment"
import type { CodeRefusal } from "../api/refusals.js"
import { wrongCode } from "../attempts/wrong-code.js"
import type { State } from "../load.js"

/** A refusal of the machine in the words of the API. */
export function challengeRefused(
  refused: ChallengeRefusal,
  pool: "codes" | "recovery-codes",
  throttle: State["throttle"],
  now: number,
): CodeRefusal {
  return refused.kind === "ticket-rejected" ? refused : wrongCode(refused.why, pool, throttle, now)
}
