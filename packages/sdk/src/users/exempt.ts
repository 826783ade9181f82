import type { Instant } from "@muster/core"
import { exemptUntil, exemptUser, latestExemption } from "@muster/enrollment"
import { localDate, type Reason, type Refused } from "@muster/policy"
import * as z from "zod"
import type { Users } from "../api/users.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { notices } from "../mail/notices.js"
import type { MailMessage } from "../ports/index.js"
import { changeUser } from "./change-user.js"
import { parseUserCall } from "./user-input.js"

/** Grants, moves or ends an exemption from enrolling. */
export async function exempt(deps: Dependencies, input: Parameters<Users["exempt"]>[0]): ReturnType<Users["exempt"]> {
  const { until } = parseInput(z.object({ until: z.number().int().nullable() }), { until: input.until })
  const answer = { kind: "exempted", until } as const
  const call = parseUserCall(input)
  return changeUser(deps, call, async (target) => {
    const { record, account, actor, now } = target
    const by = actor.name
    const result = exemptUser(record, { until, by }, now)
    switch (result.kind) {
      case "unchanged":
        return { kind: "no-change", answer }
      case "refused":
        return refusedEnd(result.why, account.rules.settings.timeZone, now)
      case "moved": {
        const before = exemptUntil(record, now)
        return {
          kind: "change",
          record: result.record,
          event: { kind: result.event, before: { until: before }, after: { until } },
          mail: await notices(deps, call, target, messageOf({ at: now, by, until, before })),
          answer,
        }
      }
    }
  })
}

function messageOf({
  until,
  before,
  ...what
}: Omit<Extract<MailMessage, { kind: "exempted" }>, "kind" | "until"> & {
  readonly until: Instant | null
}): MailMessage {
  return until === null ? { kind: "exemption-ended", ...what } : { kind: "exempted", ...what, until, before }
}

/**
 * The bounds as dates in the account's zone, as the admin's form shows them. A date stands for its first instant, which is over
 * for today.
 */
function refusedEnd(why: "past" | "too-late", timeZone: string, now: Instant): Refused {
  const reason: Reason =
    why === "past"
      ? { code: "date-in-past", params: { firstDate: dayAfter(localDate(now, timeZone)) }, source: { kind: "user" } }
      : {
          code: "date-too-late",
          params: { lastDate: localDate(latestExemption(now), timeZone) },
          source: { kind: "user" },
        }
  return { kind: "refused", reasons: [reason] }
}

function dayAfter(date: string): string {
  return new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10)
}
