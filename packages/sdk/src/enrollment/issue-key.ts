import { generateTotpSecret } from "@muster/core"
import { enrollmentPosition, transitionEnrollment } from "@muster/enrollment"
import type { Enrollment } from "../api/enrollment.js"
import { type Decision, decideAndSave } from "../attempts/decide-and-save.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"
import { sealSecret } from "../secrets.js"
import { openTicket } from "../ticket.js"
import { writesOf } from "../writes.js"
import { enrollmentRefused } from "./refused.js"
import { enrollmentStep } from "./step.js"

type Answer = Awaited<ReturnType<Enrollment["issueKey"]>>

/** Makes the key once; asked again, shows the one that is there. */
export async function issueKey(deps: Dependencies, { ticket }: Parameters<Enrollment["issueKey"]>[0]): Promise<Answer> {
  const opened = await openTicket(deps, ticket, "enroll")
  if (opened.kind !== "opened") return opened
  const held = { ticket, claims: opened.claims }
  const { claims } = held
  const secret = generateTotpSecret(deps.random)

  const decide = async (state: State): Promise<Decision<Answer>> => {
    const position = enrollmentPosition(state.record, claims)
    // In every other position the machine refuses, and what stands here is not looked at.
    const sealedSecret =
      position.kind === "email-verified"
        ? await sealSecret(deps, claims, { ...position.enrollment, generation: 1 }, secret)
        : ""
    const result = transitionEnrollment(state.record, claims, { kind: "issue-key", sealedSecret }, state.now)
    if (result.kind === "moved") {
      return {
        record: result.record,
        writes: await writesOf(deps, result, claims, state),
        attempt: result.attempt,
        answer: async () => (await enrollmentStep(deps, held, { ...state, record: result.record })) as Answer,
      }
    }
    const refused = await enrollmentRefused(deps, held, state, result.refusal)
    const shown = refused.kind === "wrong-step" && refused.current.kind === "key-issued" ? refused.current : refused
    return { record: null, attempt: "keep", answer: () => shown }
  }
  return decideAndSave(deps, { key: claims, attempt: null, decide })
}
