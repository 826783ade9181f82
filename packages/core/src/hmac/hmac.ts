/** The hash functions that TOTP allows (RFC 6238 §1.2), by their Web Crypto names. */
type HmacAlgorithm = "SHA-1" | "SHA-256" | "SHA-512"

/**
 * Computes an HMAC (RFC 2104), synchronously. The import `#hmac` gives the fastest one of the platform: Node's own
 * crypto where there is Node, `@noble/hashes` elsewhere. Web Crypto is no choice here, since it is asynchronous.
 */
export type Hmac = (algorithm: HmacAlgorithm, key: Uint8Array, message: Uint8Array) => Uint8Array
