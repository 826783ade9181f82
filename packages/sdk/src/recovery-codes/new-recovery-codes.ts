import { digestRecoveryCode, generateRecoveryCodes, type RandomSource, randomId } from "@muster/core"
import { limits } from "@muster/enrollment"
import type { Dependencies } from "../dependencies.js"
import type { UserKey } from "../ports/index.js"

/** A set of recovery codes: to be shown once, and to be kept as digests. */
export interface NewRecoveryCodes {
  readonly setId: string
  /** As people read them. */
  readonly codes: readonly string[]
  /** What is kept. */
  readonly digests: readonly string[]
}

/** Makes a set for a user. */
export function newRecoveryCodes(
  deps: Dependencies,
  { accountId, userId }: UserKey,
  random: RandomSource = deps.random,
): NewRecoveryCodes {
  const codes = generateRecoveryCodes({ random, count: limits.recoveryCodes })
  return {
    codes,
    setId: randomId(deps.random),
    digests: codes.map((code) => digestRecoveryCode({ accountId, userId, code })),
  }
}
