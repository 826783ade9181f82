import type { Instant, TotpParameters } from "@muster/core"
import type { ThrottlePool } from "@muster/enrollment"
import type {
  AccountSettings,
  AccountUpdates,
  ActorName,
  Client,
  DeviceGroup,
  ReminderKind,
  SettingChange,
  TwoFactor,
} from "@muster/policy"

/** Of an event whose kind says all. */
export interface NoChanges {
  /** Nothing to say. */
  readonly before: null
  /** Nothing to say. */
  readonly after: null
}

/** A factor that was taken away. */
export interface FactorTaken {
  /** `enrolledAt` is `null` where there was none. */
  readonly before: { readonly enrolledAt: Instant | null; readonly epoch: number }
  /** Assurances and tickets of an older epoch are dead. */
  readonly after: { readonly epoch: number }
}

/** The factor that there is since an event. */
export interface FactorGiven {
  /** When it was confirmed, or taken over. */
  readonly enrolledAt: Instant
  /** Assurances and tickets of an older epoch are dead. */
  readonly epoch: number
  /** How its authenticator makes codes. */
  readonly totp: TotpParameters
}

/** A factor where there was none. */
export interface FirstFactor {
  /** The epoch in which the user had none. */
  readonly before: { readonly enrolledAt: null; readonly epoch: number }
  /** The factor. */
  readonly after: FactorGiven
}

/** Recovery codes, as many as are not used up. */
export interface RecoveryCodesCounted {
  /** How many were left. */
  readonly before: { readonly left: number }
  /** How many are left. */
  readonly after: { readonly left: number }
}

/** A replacement that led into an enrollment. */
export interface ReplacementBegun {
  /** Nothing to say. */
  readonly before: null
  /**
   * What was proved for it. `primary-only`: the password or its like alone, so that the mailbox is asked for next;
   * `second-factor`: one of the last minutes, in the session that asked; `recovery-code`: one with which nobody signed in.
   */
  readonly after: { readonly proof: "primary-only" | "second-factor" | "recovery-code" }
}

/** An exemption that was granted, moved or ended. */
export interface ExemptionMoved {
  /** `null`: none counted. */
  readonly before: { readonly until: Instant | null }
  /** `null`: none counts any more. */
  readonly after: { readonly until: Instant | null }
}

/**
 * Every kind of event, with what stood there before and what stands there after it. Kinds are stable: none is renamed, and
 * a later version may add some. No event holds a secret, a code or an address.
 */
export interface EventChanges {
  /** Two-factor was switched on, or switched on again with another date or other stages. */
  readonly "two-factor-enabled": { readonly before: TwoFactor; readonly after: TwoFactor }
  /** Two-factor was switched off; the reason says why. Factors stay. */
  readonly "two-factor-disabled": { readonly before: TwoFactor; readonly after: TwoFactor }
  /** The forced logout was set, moved or cleared. */
  readonly "forced-logout-set": { readonly before: TwoFactor; readonly after: TwoFactor }
  /** The account's own settings, all of them; what it has not set follows the defaults. */
  readonly "settings-changed": {
    readonly before: Partial<AccountSettings>
    readonly after: Partial<AccountSettings>
  }
  /** The account's build version updates. The reason says why, where an admin insisted on a build under the minimum. */
  readonly "updates-changed": { readonly before: AccountUpdates; readonly after: AccountUpdates }
  /** The device groups that were written or removed, as they were and as they are; a removed one stands in `before` alone. */
  readonly "groups-changed": { readonly before: readonly DeviceGroup[]; readonly after: readonly DeviceGroup[] }
  /** A remediation was applied: the changes that it made, each with what stood there before. */
  readonly "remediation-applied": { readonly before: null; readonly after: readonly SettingChange[] }

  /** A code was mailed during an enrollment. */
  readonly "email-code-sent": NoChanges
  /** The mailed code was typed: the address is verified. */
  readonly "email-verified": NoChanges
  /** The key for the authenticator was made and shown. */
  readonly "key-issued": NoChanges
  /** The authenticator was confirmed: the user has a factor. */
  readonly enrolled: FirstFactor
  /** The user gave an enrollment up. */
  readonly "enrollment-cancelled": NoChanges
  /**
   * Another authenticator may be set up in place of the one there is, which works until then: after which proof. For one that
   * was held nothing more is recorded when the hold is over.
   */
  readonly "replacement-begun": ReplacementBegun
  /** A replacement was asked for without the old authenticator, and waits for the account's hold: until when. */
  readonly "replacement-held": { readonly before: null; readonly after: { readonly until: Instant } }
  /** A replacement was called off, by its user or by a code of the old authenticator. */
  readonly "replacement-cancelled": NoChanges
  /** The new authenticator was confirmed in place of the old one. */
  readonly "factor-replaced": {
    readonly before: { readonly enrolledAt: Instant; readonly epoch: number }
    readonly after: FactorGiven
  }
  /**
   * An attempt at a code was spent, before the code was looked at: so this cannot say what came of it. What was accepted is
   * recorded by an event of the same user and client that comes after it. In the pool `codes` that is `signed-in` with the
   * method `totp`, `email-verified`, `enrolled` or `factor-replaced`; in the pool `recovery-codes` it is `recovery-code-used`.
   * Read from the oldest event to the newest, and let each of these stand for the latest charge of its pool and client that
   * none stands for yet. A charge that is left over was accepted for nothing: the code was wrong, or the charge was returned
   * without a comparison that counts, as for a code that was used before.
   */
  readonly "attempt-charged": { readonly before: null; readonly after: { readonly pool: ThrottlePool } }
  /**
   * The last attempt was spent that the pool had in a row: until somebody unlocks the user no other is compared. Recorded with
   * the charge, before the code is looked at: where that one was right after all, or was returned, the pool is open again, and
   * an event of what it led to follows where there is one.
   */
  readonly locked: { readonly before: null; readonly after: { readonly pool: ThrottlePool; readonly failures: number } }
  /** A second factor was accepted, in a sign-in or a step-up; the epoch is that of the assurance. */
  readonly "signed-in": {
    readonly before: null
    readonly after: { readonly method: "totp" | "recovery-code"; readonly epoch: number }
  }
  /** A recovery code was accepted, for a sign-in or a replacement, and is used up. */
  readonly "recovery-code-used": RecoveryCodesCounted
  /** New recovery codes took the place of the others. */
  readonly "recovery-codes-regenerated": RecoveryCodesCounted
  /** The user took the factor away. */
  readonly "factor-removed": FactorTaken
  /** The host has said that the password, the address or the way to sign in is another. */
  readonly "primary-changed": {
    readonly before: { readonly epoch: number }
    readonly after: { readonly epoch: number }
  }

  /** An admin ended the waits after wrong codes. */
  readonly unlocked: NoChanges
  /** An admin took the factor away. */
  readonly "factor-reset": FactorTaken
  /** A factor was taken over from another library. */
  readonly "factor-imported": FirstFactor
  /** An admin excused the user from enrolling, or moved the end of that. */
  readonly exempted: ExemptionMoved
  /** An admin ended an exemption. */
  readonly "exemption-ended": ExemptionMoved
  /** An admin erased a user. `userId` is `null`: no event says any more who it was. */
  readonly erased: NoChanges

  /** A reminder of the date was put into the outbox: which of them, and when the user's sessions without two-factor end. */
  readonly "reminder-sent": {
    readonly before: null
    readonly after: { readonly reminder: ReminderKind; readonly logoutAt: Instant }
  }
}

/** What an audit event records. */
export type EventKind = keyof EventChanges

/** What happened, with what it changed: the kind says of which form that is. */
export type EventChange<Kind extends EventKind = EventKind> = {
  readonly [K in Kind]: { readonly kind: K } & EventChanges[K]
}[Kind]

/** Who did what to whom, when, from where and why. */
export interface EventFacts {
  /** Unique. */
  readonly id: string
  /** When it happened. */
  readonly at: Instant
  /** The account that it happened in. */
  readonly accountId: string
  /** The user that the event is about; `null` when it is about the account. */
  readonly userId: string | null
  /** Who did it. */
  readonly actor: ActorName
  /**
   * What it was done from, as the user's app has said itself. `null` where the call takes no client: those of admins and of
   * programs, and of a session's own (`factors`) all but `beginReplacement`.
   */
  readonly client: Client | null
  /** Why, in the actor's own words, where the call asks for it. */
  readonly reason: string | null
}

/**
 * An event of the audit log: who did what, when, with what was there `before` and is there `after`, in the form that
 * {@link EventChanges} has for its `kind`. For a store it is JSON. Never contains a secret, a code or an address.
 *
 * @example
 * ```ts
 * const { items } = await muster.accounts.events({ accountId })
 * for (const event of items) {
 *   if (event.kind === "exempted") console.log(event.userId, "until", event.after.until)
 * }
 * ```
 */
export type AuditEvent<Kind extends EventKind = EventKind> = EventFacts & EventChange<Kind>
