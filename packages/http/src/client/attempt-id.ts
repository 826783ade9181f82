/**
 * Names a try at a code, so that nobody else can ask for its answer. `randomUUID` is only there in pages over HTTPS, and
 * React Native has no source of randomness by itself. Where there is none there is no name, rather than one that can be
 * guessed: then no lost answer can be asked for again.
 */
export function newAttemptId(): string | undefined {
  const { crypto } = globalThis as { readonly crypto?: PlatformCrypto }
  if (crypto?.randomUUID !== undefined) return crypto.randomUUID()
  if (crypto?.getRandomValues === undefined) return undefined
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}

interface PlatformCrypto {
  randomUUID?(): string
  getRandomValues?(bytes: Uint8Array): Uint8Array
}
