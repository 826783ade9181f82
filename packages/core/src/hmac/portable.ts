import { hmac as nobleHmac } from "@noble/hashes/hmac.js"
import { sha1 } from "@noble/hashes/legacy.js"
import { sha256, sha512 } from "@noble/hashes/sha2.js"
import type { Hmac } from "./hmac.js"

const hashes = { "SHA-1": sha1, "SHA-256": sha256, "SHA-512": sha512 } as const

/** HMAC in plain JavaScript, for platforms without Node's crypto. */
export const hmac: Hmac = (algorithm, key, message) => nobleHmac(hashes[algorithm], key, message)
