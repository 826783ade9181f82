import { fromBase64url, type SealContext, toBase64url } from "@muster/core"
import type { Factor } from "@muster/enrollment"
import type { Dependencies } from "./dependencies.js"
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
