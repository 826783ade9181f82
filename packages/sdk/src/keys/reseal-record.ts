import { fromBase64url, isMusterError, type KeyPurpose, sealedKeyId } from "@muster/core"
import type { Factor, OpenEnrollment, UserRecord } from "@muster/enrollment"
import type { Dependencies } from "../dependencies.js"
import type { UserKey } from "../ports/index.js"
import { openAddress, openSecret, sealAddress, sealSecret } from "../secrets.js"

/**
 * Seals everything in a record that is under another key than the active one again; the record itself where there is
 * nothing to do. What does not open here, since its key is missing or it was altered, stays as it is: it must stop neither
 * a sign-in nor the rest.
 */
export async function resealRecord(
  deps: Dependencies,
  key: UserKey,
  record: UserRecord,
  now: number,
): Promise<UserRecord> {
  const factor = record.factor === null ? null : await resealFactor(deps, key, record.factor)
  const enrollment = record.enrollment === null ? null : await resealEnrollment(deps, key, record.enrollment, now)
  if (factor === record.factor && enrollment === record.enrollment) return record
  return { ...record, factor, enrollment }
}

async function resealFactor(deps: Dependencies, key: UserKey, factor: Factor): Promise<Factor> {
  const sealedSecret = await resealed(deps, "totp", factor.sealedSecret, (sealed) => again(deps, key, factor, sealed))
  const sealedAddress =
    factor.sealedAddress === null
      ? null
      : await resealed(deps, "mail", factor.sealedAddress, async (sealed) =>
          sealAddress(deps, key, factor.id, await openAddress(deps, key, factor.id, sealed)),
        )
  const changed = sealedSecret !== factor.sealedSecret || sealedAddress !== factor.sealedAddress
  return changed ? { ...factor, sealedSecret, sealedAddress } : factor
}

/** One that has expired is dropped: nobody can confirm it, and it would hold its key for ever. */
async function resealEnrollment(
  deps: Dependencies,
  key: UserKey,
  enrollment: OpenEnrollment,
  now: number,
): Promise<OpenEnrollment | null> {
  if (enrollment.sealedSecret === null) return enrollment
  if (enrollment.expiresAt <= now) return null
  const of = { ...enrollment, generation: 1 }
  const sealedSecret = await resealed(deps, "totp", enrollment.sealedSecret, (sealed) => again(deps, key, of, sealed))
  return sealedSecret === enrollment.sealedSecret ? enrollment : { ...enrollment, sealedSecret }
}

async function again(deps: Dependencies, key: UserKey, of: Parameters<typeof sealSecret>[2], sealed: string) {
  return sealSecret(deps, key, of, await openSecret(deps, key, of, sealed))
}

async function resealed(
  deps: Dependencies,
  purpose: KeyPurpose,
  sealed: string,
  sealAgain: (sealed: string) => Promise<string>,
): Promise<string> {
  try {
    const { keyId } = await deps.keys.current(purpose)
    return sealedKeyId(fromBase64url(sealed)) === keyId ? sealed : await sealAgain(sealed)
  } catch (error) {
    if (isMusterError(error, "ERR_KEY_UNAVAILABLE") || isMusterError(error, "ERR_RECORD_UNREADABLE")) return sealed
    throw error
  }
}
