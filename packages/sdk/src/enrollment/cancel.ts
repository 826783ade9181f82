import { transitionEnrollment } from "@muster/enrollment"
import type { Enrollment } from "../api/enrollment.js"
import { type Decision, decideAndSave } from "../attempts/decide-and-save.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"
import { openTicket } from "../ticket.js"
import { writesOf } from "../writes.js"

type Answer = Awaited<ReturnType<Enrollment["cancel"]>>

/** Ends what a ticket began; the ticket is spent with it. */
export async function cancelEnrollment(
  deps: Dependencies,
  { ticket }: Parameters<Enrollment["cancel"]>[0],
): Promise<Answer> {
  const opened = await openTicket(deps, ticket, "enroll")
  if (opened.kind !== "opened") return opened
  const { claims } = opened
  const decide = async ({ record, now }: State): Promise<Decision<Answer>> => {
    const result = transitionEnrollment(record, claims, { kind: "cancel" }, now)
    if (result.kind === "refused") return { record: null, attempt: "keep", answer: () => result.refusal }
    return {
      record: result.record,
      writes: await writesOf(deps, result, claims, { record, now }),
      attempt: result.attempt,
      answer: () => ({ kind: "cancelled" }),
    }
  }
  return decideAndSave(deps, { key: claims, attempt: null, decide })
}
