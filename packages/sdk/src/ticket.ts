import type { Instant } from "@muster/core"
import { randomId } from "@muster/core"
import type { TicketFacts } from "@muster/enrollment"
import type { Client } from "@muster/policy"
import * as z from "zod"
import type { TicketRejected } from "./api/refusals.js"
import type { Dependencies } from "./dependencies.js"
import { clientSchema, primarySchema } from "./input.js"
import type { UserKey } from "./ports/index.js"

/** What a ticket is for: one for a challenge reads no enrollment, and the other way round. */
export type TicketPurpose = "challenge" | "enroll"

const claimsSchema = z.object({
  v: z.literal(1),
  id: z.string(),
  purpose: z.enum(["challenge", "enroll"]),
  accountId: z.string(),
  userId: z.string(),
  email: z.string().nullable(),
  locale: z.string().nullable(),
  client: clientSchema,
  primary: primarySchema,
  isService: z.boolean(),
  hasLocalPassword: z.boolean(),
  epoch: z.number(),
  digits: z.number(),
  /** Minted for a session that asks for a code again: the primary method was not passed for it. */
  isStepUp: z.boolean(),
  enrollmentId: z.string().nullable(),
  replacementId: z.string().nullable(),
  issuedAt: z.number(),
  expiresAt: z.number(),
})

/**
 * What a sealed ticket carries between two steps, so that nothing has to be stored for a sign-in in progress: who, from
 * where, for what, in which epoch and until when. The address travels here because Muster keeps no copy of it. With every
 * text as long as the input may be, some 50 bytes are free before it outgrows a cookie; a test of `http` holds that.
 */
export type TicketClaims = Readonly<z.infer<typeof claimsSchema>> & TicketFacts & UserKey & { readonly client: Client }

/** Seals new claims into a ticket. */
export async function mintTicket(
  deps: Dependencies,
  claims: Omit<TicketClaims, "v" | "id">,
): Promise<{ readonly ticket: string; readonly expiresAt: Instant }> {
  const ticket = await deps.tickets.seal({ ...claims, v: 1, id: randomId(deps.random) } satisfies TicketClaims)
  return { ticket, expiresAt: claims.expiresAt }
}

/** Opens a ticket of one purpose. Forging one costs the database nothing: everything that is not ours ends here. */
export async function openTicket(
  deps: Dependencies,
  ticket: unknown,
  purpose: TicketPurpose,
): Promise<{ readonly kind: "opened"; readonly claims: TicketClaims } | TicketRejected> {
  const parsed = claimsSchema.safeParse(await deps.tickets.open(ticket))
  if (!parsed.success || parsed.data.purpose !== purpose) return { kind: "ticket-rejected", reason: "invalid" }
  if (parsed.data.expiresAt <= deps.clock.now()) return { kind: "ticket-rejected", reason: "expired" }
  return { kind: "opened", claims: parsed.data as TicketClaims }
}
