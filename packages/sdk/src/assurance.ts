import type { Instant } from "@muster/core"
import * as z from "zod"
import type { UserKey } from "./ports/index.js"

declare const madeByMuster: unique symbol

/**
 * What a finished sign-in proved. Plain JSON: keep it in your server-side session, or inside a cookie or token that you
 * sign. Only Muster makes one; {@link parseAssurance} brings it back from an untyped store.
 */
export interface Assurance extends UserKey {
  /** The format of this object. */
  readonly v: 1
  /** What was proved on top of the primary method. */
  readonly method: "primary-only" | "totp" | "recovery-code"
  /** Authentication methods as RFC 8176 names them; those that it has no name for are left out. */
  readonly amr: readonly string[]
  /** When the sign-in was finished. */
  readonly signedInAt: Instant
  /** The user's epoch at that time: a change of the factor or the password ends this assurance. */
  readonly epoch: number
  /** Why this sign-in is not bound by the account's roll-out, where it is not. */
  readonly notBound?: "service-user" | "sso-user"
  /** Until when the user need not enroll, as the sign-in found; the session ends with that at the latest. Absent: nothing had to excuse. */
  readonly excusedUntil?: Instant
  /** The device group that the host named at the sign-in, for the stages of a roll-out; not kept where a code was asked for. */
  readonly deviceGroupId?: string
  /** Keeps an assurance from being written by hand; has no value. */
  readonly [madeByMuster]: never
}

/** An assurance's data, before it is one. */
export type AssuranceData = Omit<Assurance, typeof madeByMuster>

const schema = z.object({
  v: z.literal(1),
  accountId: z.string().min(1),
  userId: z.string().min(1),
  method: z.enum(["primary-only", "totp", "recovery-code"]),
  amr: z.array(z.string()),
  signedInAt: z.number().int(),
  epoch: z.number().int().nonnegative(),
  notBound: z.enum(["service-user", "sso-user"]).optional(),
  excusedUntil: z.number().int().optional(),
  deviceGroupId: z.string().min(1).optional(),
})

/** Makes an assurance of what a service has established. */
export function makeAssurance(data: AssuranceData): Assurance {
  return Object.freeze({ ...data, amr: Object.freeze([...data.amr]) }) as unknown as Assurance
}

/**
 * Brings an assurance back from a session store that keeps plain JSON. Checks its form and not where it came from: only
 * read it from where your server wrote it.
 *
 * @returns the assurance, or `undefined` when the value is none; `sessions.check` answers `logout` to that
 *
 * @example
 * ```ts
 * const assurance = parseAssurance(JSON.parse(row.assurance))
 * const verdict = await muster.sessions.check({ assurance })
 * ```
 */
export function parseAssurance(value: unknown): Assurance | undefined {
  const parsed = schema.safeParse(value)
  if (!parsed.success) return undefined
  const { notBound, excusedUntil, deviceGroupId, ...data } = parsed.data
  return makeAssurance({
    ...data,
    ...(notBound === undefined ? {} : { notBound }),
    ...(excusedUntil === undefined ? {} : { excusedUntil }),
    ...(deviceGroupId === undefined ? {} : { deviceGroupId }),
  })
}
