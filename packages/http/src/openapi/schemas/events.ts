import * as z from "zod"
import { someSettings } from "../../bodies/accounts.js"
import { instant } from "../../bodies/fields.js"
import { client } from "../../bodies/sign-in.js"
import { accountUpdates, settingChange } from "../../bodies/updates.js"
import { actorName, twoFactorOff, twoFactorOn } from "./accounts.js"
import { instantOrNull } from "./builds.js"
import { totp } from "./enrollment.js"
import { storedGroup } from "./updates.js"

const count = z.number().int()
const pool = z.enum(["codes", "recovery-codes"])
const nothing = z.null()
const noChanges = { before: nothing, after: nothing }
const epoch = z.object({ epoch: count })
const left = z.object({ left: count })
const until = z.object({ until: instantOrNull })

/** Whether two-factor is on, as the account's rules keep it. */
export const twoFactor = z.union([twoFactorOff, twoFactorOn])
const switched = { before: twoFactor, after: twoFactor }

const given = z.object({ enrolledAt: instant, epoch: count, totp })
const first = { before: z.object({ enrolledAt: nothing, epoch: count }), after: given }
const taken = { before: z.object({ enrolledAt: instantOrNull, epoch: count }), after: epoch }

/** What each kind of event has changed. `docs/reference/events.md` says what the kinds mean. */
export const eventChanges = {
  "two-factor-enabled": switched,
  "two-factor-disabled": switched,
  "forced-logout-set": switched,
  "settings-changed": { before: someSettings, after: someSettings },
  "updates-changed": { before: accountUpdates, after: accountUpdates },
  "groups-changed": { before: z.array(storedGroup), after: z.array(storedGroup) },
  "remediation-applied": { before: nothing, after: z.array(settingChange) },
  "email-code-sent": noChanges,
  "email-verified": noChanges,
  "key-issued": noChanges,
  enrolled: first,
  "enrollment-cancelled": noChanges,
  "replacement-begun": {
    before: nothing,
    after: z.object({ proof: z.enum(["primary-only", "second-factor", "recovery-code"]) }),
  },
  "replacement-held": { before: nothing, after: z.object({ until: instant }) },
  "replacement-cancelled": noChanges,
  "factor-replaced": { before: z.object({ enrolledAt: instant, epoch: count }), after: given },
  "attempt-charged": { before: nothing, after: z.object({ pool }) },
  locked: { before: nothing, after: z.object({ pool, failures: count }) },
  "signed-in": {
    before: nothing,
    after: z.object({ method: z.enum(["totp", "recovery-code"]), epoch: count }),
  },
  "recovery-code-used": { before: left, after: left },
  "recovery-codes-regenerated": { before: left, after: left },
  "factor-removed": taken,
  "primary-changed": { before: epoch, after: epoch },
  unlocked: noChanges,
  "factor-reset": taken,
  "factor-imported": first,
  exempted: { before: until, after: until },
  "exemption-ended": { before: until, after: until },
  erased: noChanges,
  "reminder-sent": {
    before: nothing,
    after: z.object({ reminder: z.enum(["seven-days", "one-day", "on-the-day"]), logoutAt: instant }),
  },
}

const facts = z.object({
  id: z.string(),
  at: instant,
  accountId: z.string(),
  userId: z.string().nullable(),
  actor: actorName,
  client: client.nullable(),
  reason: z.string().nullable(),
})

type Changes = typeof eventChanges
type EventOf<Kind extends keyof Changes> = {
  readonly [K in Kind]: z.output<typeof facts> & {
    readonly kind: K
    readonly before: z.output<Changes[K]["before"]>
    readonly after: z.output<Changes[K]["after"]>
  }
}[Kind]

/** An event of the audit log. The compiler cannot follow a union over the entries of a table, so it is told. */
export const auditEvent = z.union(
  Object.entries(eventChanges).map(([kind, change]) => facts.extend({ kind: z.literal(kind), ...change })),
) as unknown as z.ZodType<EventOf<keyof Changes>>

/** A page of the audit log. */
export const events = z.object({
  kind: z.literal("events"),
  items: z.array(auditEvent),
  next: z.string().nullable(),
})
