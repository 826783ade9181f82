import { importTotpSecret, isMusterError, MusterError, randomId, resolveTotpParameters, totpStep } from "@muster/core"
import { importFactor as take } from "@muster/enrollment"
import * as z from "zod"
import type { Users } from "../api/users.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { notices } from "../mail/notices.js"
import { sealSecret } from "../secrets.js"
import { emailCodeTopic, reminderTopic } from "../writes.js"
import { changeUser } from "./change-user.js"
import { parseUserCall } from "./user-input.js"

type Input = Parameters<Users["importFactor"]>[0]
type Answer = { readonly kind: "imported"; readonly epoch: number } | { readonly kind: "already-enrolled" }

/** Gives a user the factor that another library knew. */
export async function importFactor(deps: Dependencies, input: Input): ReturnType<Users["importFactor"]> {
  const call = parseUserCall(input)
  const { secret, totp } = parseFactor(input)
  return changeUser<Answer>(deps, call, async ({ record, user, actor, now }) => {
    const factor = { id: randomId(deps.random), generation: 1, totp }
    const result = take(
      record,
      {
        id: factor.id,
        totp,
        sealedSecret: await sealSecret(deps, call, factor, secret),
        lastUsedStep: lastStepElsewhere(totp.periodSeconds, now),
      },
      now,
    )
    if (result.kind === "already-enrolled") return { kind: "no-change", answer: result }
    const message = { kind: "factor-imported", at: now, by: actor.name } as const
    return {
      kind: "change",
      record: result.record,
      event: {
        kind: "factor-imported",
        before: { enrolledAt: null, epoch: record.epoch },
        after: { enrolledAt: now, epoch: result.record.epoch, totp },
      },
      mail: await notices(deps, call, { record, user, now }, message),
      withdraw: [...result.outputs.map(({ ticketId }) => emailCodeTopic(ticketId)), reminderTopic],
      answer: { kind: "imported", epoch: result.record.epoch },
    }
  })
}

/**
 * The last step whose code the other library may have accepted: one ahead of now, for a phone whose clock is. A phone whose
 * clock is right has the next code after that within two periods, so nobody waits long.
 *
 * @see RFC 6238 §5.2 (a code is accepted once; at most one step of tolerance)
 */
function lastStepElsewhere(periodSeconds: number, now: number): number {
  return totpStep(now, periodSeconds) + 1
}

function parseFactor({ secret, totp, dangerouslyAllowShortSecret }: Input) {
  return {
    secret: importTotpSecret(secret, parseInput(options, { dangerouslyAllowShortSecret })),
    totp: parseTotp(totp),
  }
}

const options = z.object({ dangerouslyAllowShortSecret: z.boolean().optional() })

/** All three are asked for: a default that is not the other library's would make a factor that no code fits. */
const parameters = z.object({ digits: z.number(), periodSeconds: z.number(), algorithm: z.string() })

function parseTotp(totp: unknown) {
  const { totp: given } = parseInput(z.object({ totp: parameters }), { totp })
  try {
    return resolveTotpParameters(given as Parameters<typeof resolveTotpParameters>[0])
  } catch (error) {
    // Here they are no option of the set-up but what a call was given.
    if (!isMusterError(error, "ERR_CONFIGURATION")) throw error
    throw new MusterError("ERR_INVALID_INPUT", `totp.${error.field}: not one of the values allowed here`, {
      field: `totp.${error.field}`,
    })
  }
}
