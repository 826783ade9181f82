import { toBase64url } from "./bytes.js"
import { MusterError } from "./errors.js"
import { platform } from "./web-platform.js"

/** Where randomness comes from. In production only a cryptographically secure generator will do. */
export interface RandomSource {
  /** Returns that many fresh random bytes. */
  bytes(length: number): Uint8Array
}

/** The most that one call of `getRandomValues` gives (Web Crypto, §10.1.1). */
const MOST_PER_CALL = 65_536

/** The secure generator of the platform, `crypto.getRandomValues`. */
export const systemRandom: RandomSource = {
  bytes(length) {
    const bytes = new Uint8Array(length)
    for (let from = 0; from < length; from += MOST_PER_CALL) {
      platform.crypto.getRandomValues(bytes.subarray(from, from + MOST_PER_CALL))
    }
    return bytes
  },
}

/**
 * Makes an id of 128 random bits in base64url, 22 characters: nobody guesses one, and no two are alike.
 *
 * @throws ERR_CONFIGURATION when the random source gives too few bytes.
 */
export function randomId(random: RandomSource): string {
  return toBase64url(drawBytes(random, 16))
}

/** Draws bytes and checks how many came: a source that gives fewer would weaken every secret without a sign. */
export function drawBytes(random: RandomSource, length: number): Uint8Array {
  const bytes = random.bytes(length)
  if (!(bytes instanceof Uint8Array) || bytes.length !== length) {
    throw new MusterError("ERR_CONFIGURATION", "The random source did not give the bytes asked for.", {
      field: "random",
    })
  }
  return bytes
}

/** With a working source, no use refuses more than one draw in forty; this many in a row come from a broken one. */
const MOST_DRAWS = 64

/**
 * Draws until `accept` gives a value, for rejection sampling. A source that repeats itself ends in an error, not in a
 * loop.
 */
export function drawUntil<T>(random: RandomSource, length: number, accept: (bytes: Uint8Array) => T | undefined): T {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const accepted = accept(drawBytes(random, length))
    if (accepted !== undefined) return accepted
  }
  throw new MusterError("ERR_CONFIGURATION", "The random source repeats itself.", { field: "random" })
}
