import { createHmac } from "node:crypto"
import type { Hmac } from "./hmac.js"

const nodeNames = { "SHA-1": "sha1", "SHA-256": "sha256", "SHA-512": "sha512" } as const

/** HMAC by Node's crypto: two to three times as fast as the portable one, measured on Node 20. */
export const hmac: Hmac = (algorithm, key, message) => createHmac(nodeNames[algorithm], key).update(message).digest()
