import { fromBase64url, isMusterError, type SealContext, toBase64url } from "@muster/core"
import type { Factor } from "@muster/enrollment"
import type { Dependencies } from "./dependencies.js"
import { loggedError } from "./logging/logged-error.js"
import type { UserKey } from "./ports/index.js"

/** What the seal of a secret is bound to: it opens for this user, this factor and these parameters alone. */
type SecretOf = Pick<Factor, "id" | "generation" | "totp">

const sealOf = (key: UserKey, { id, generation, totp }: SecretOf): SealContext => ({
  purpose: "totp",
  accountId: key.accountId,
  userId: key.userId,
  record: id,
  generation,
  parameters: `${totp.algorithm}/${totp.digits}/${totp.periodSeconds}`,
})

/** Seals an authenticator's secret for the user's record. */
export async function sealSecret(deps: Dependencies, key: UserKey, of: SecretOf, secret: Uint8Array): Promise<string> {
  return toBase64url(await deps.secrets.seal(secret, sealOf(key, of)))
}

/** Opens an authenticator's secret. */
export async function openSecret(
  deps: Dependencies,
  key: UserKey,
  of: SecretOf,
  sealedSecret: string,
): Promise<Uint8Array> {
  return deps.secrets.open(fromBase64url(sealedSecret), sealOf(key, of))
}

// A mail of the outbox is bound to its own id and to no parameters, so the one never opens as the other.
const addressSealOf = (key: UserKey, factorId: string): SealContext => ({
  purpose: "mail",
  accountId: key.accountId,
  userId: key.userId,
  record: factorId,
  generation: 1,
  parameters: "confirmed-address",
})

/** Seals the address that an enrollment has confirmed, for the factor that comes of it. */
export async function sealAddress(
  deps: Dependencies,
  key: UserKey,
  factorId: string,
  address: string,
): Promise<string> {
  return toBase64url(await deps.secrets.seal(new TextEncoder().encode(address), addressSealOf(key, factorId)))
}

/** Opens the address that was confirmed with a factor. */
export async function openAddress(
  deps: Dependencies,
  key: UserKey,
  factorId: string,
  sealedAddress: string,
): Promise<string> {
  const address = await deps.secrets.open(fromBase64url(sealedAddress), addressSealOf(key, factorId))
  return new TextDecoder().decode(address)
}

/** Of another key, of one that cannot be had now, and no seal at all. */
const unopened = ["ERR_RECORD_UNREADABLE", "ERR_KEY_UNAVAILABLE", "ERR_INVALID_INPUT"] as const

/**
 * Opens the address that was confirmed with a factor; `null`: there is none, or it does not open now. Whoever is told something
 * is told it at every address that is left, so one that cannot be read stops nothing.
 */
export async function confirmedAddress(
  deps: Dependencies,
  key: UserKey,
  factor: Factor | null,
): Promise<string | null> {
  if (factor === null || factor.sealedAddress === null) return null
  try {
    return await openAddress(deps, key, factor.id, factor.sealedAddress)
  } catch (error) {
    if (!unopened.some((code) => isMusterError(error, code))) throw error
    deps.log("address-unreadable", { accountId: key.accountId, error: loggedError(error) })
    return null
  }
}
