import { fromBase64url, keyedDigest, type RandomSource } from "@muster/core"
import type { NamedAttempt } from "../attempts/named-attempt.js"
import type { Dependencies } from "../dependencies.js"

/** Ten codes take 150 bytes; the rest is for draws that are thrown away. */
const digests = 16

/**
 * Gives the same bytes to the same named try, so that a lost answer with recovery codes can be asked for again although the codes
 * are kept nowhere. They come out of the pepper, the ticket and the caller's name of the try, which is not kept either: whoever
 * has the database and the keys, but not that name, cannot make them.
 *
 * @see RFC 5869 §2.3 (the expansion of a key: one keyed digest for each counter)
 */
export async function repeatableRandom(
  deps: Dependencies,
  { claims, attemptId, code }: NamedAttempt & { readonly attemptId: string },
): Promise<RandomSource> {
  const parts = [claims.accountId, claims.userId, claims.id, attemptId, code]
  const drawn = await Promise.all(
    Array.from({ length: digests }, (_, counter) =>
      keyedDigest({ keys: deps.keys, label: "recovery-codes", parts: [...parts, String(counter)] }),
    ),
  )
  const bytes = Uint8Array.from(drawn.flatMap(({ digest }) => [...fromBase64url(digest)]))
  let used = 0
  return {
    bytes(length) {
      used += length
      // Fewer bytes than were asked for are refused by whoever draws.
      return bytes.slice(used - length, used)
    },
  }
}
