import fc from "fast-check"
import {
  type AccountRules,
  type AccountUpdates,
  type AssuranceFacts,
  type Build,
  type Catalogue,
  type DeviceGroup,
  type EpochCause,
  type GroupUpdates,
  newAccountRules,
  type SessionUserFacts,
  type UserFacts,
} from "../src/index.js"

/** Everything below happens around this instant, on a grid coarse enough for equal instants to be common. */
export const noon = Date.UTC(2026, 10, 24, 12)
export const hour = 3_600_000
export const day = 24 * hour

export const instants = fc.integer({ min: -12, max: 12 }).map((halfDays) => noon + halfDays * 12 * hour)

export const builds: fc.Arbitrary<Build> = fc.record({
  version: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 3 }),
  number: fc.nat({ max: 3 }),
})

/** Builds that trees and catalogues draw from; the third is the usual minimum. */
export const ladder: readonly Build[] = [
  { version: [4, 1], number: 1200 },
  { version: [4, 2], number: 1400 },
  { version: [4, 3], number: 1575 },
  { version: [4, 4], number: 1600 },
]

export const catalogues: fc.Arbitrary<Catalogue> = fc
  .tuple(
    ...ladder.map((build) =>
      fc.option(
        fc.record({
          build: fc.constant(build),
          availableFrom: instants,
          defaultFrom: fc.option(instants),
          withdrawnAt: fc.option(instants, { freq: 2 }),
        }),
      ),
    ),
  )
  .map((entries) => entries.filter((entry) => entry !== null))

export const accountUpdates: fc.Arbitrary<AccountUpdates> = fc.oneof(
  fc.constant({ mode: "frequent" } as const),
  fc.constantFrom(...ladder, "nonsense").map((build) => ({ mode: "infrequent", build }) as const),
)

export const groupUpdates: fc.Arbitrary<GroupUpdates> = fc.oneof(
  accountUpdates,
  fc.constant({ mode: "inherit" } as const),
)

/** Sound trees: each group lies in the account or in an earlier group. */
export function trees(maxGroups: number): fc.Arbitrary<readonly DeviceGroup[]> {
  const rows = fc.array(fc.record({ updates: groupUpdates, parent: fc.option(fc.nat()) }), { maxLength: maxGroups })
  return rows.map((groups) =>
    groups.map(({ updates, parent }, index) => {
      const parentId = parent === null || index === 0 ? null : `g${parent % index}`
      return { id: `g${index}`, name: `Group ${index}`, parentId, updates }
    }),
  )
}

/** Any list of groups: cycles, missing parents and duplicates are common. */
export const tangles: fc.Arbitrary<readonly DeviceGroup[]> = fc.array(
  fc.record({
    id: fc.constantFrom("a", "b", "c", "d", "e"),
    name: fc.constant("Group"),
    parentId: fc.option(fc.constantFrom("a", "b", "c", "d", "e", "nowhere"), { freq: 3 }),
    updates: groupUpdates,
  }),
  { maxLength: 7 },
)

export const accounts: fc.Arbitrary<AccountRules> = fc
  .record({
    on: fc.boolean(),
    enabledAt: instants,
    notice: fc.option(fc.integer({ min: 0, max: 14 })),
    lastForcedLogoutAt: fc.option(instants),
    maxDrainHours: fc.option(fc.constantFrom(0, 1, 12, 24)),
    unknownBuild: fc.constantFrom("block", "allow"),
  })
  .map(({ on, enabledAt, notice, lastForcedLogoutAt, maxDrainHours, unknownBuild }) => {
    const forcedLogoutAt = notice === null ? null : enabledAt + notice * 12 * hour
    return {
      ...newAccountRules({ maxDrainHours, unknownBuild }),
      lastForcedLogoutAt,
      twoFactor: on
        ? {
            kind: "on",
            enablementId: "e1",
            enabledAt,
            enabledBy: { system: "test" },
            forcedLogout:
              forcedLogoutAt === null
                ? null
                : { date: new Date(forcedLogoutAt).toISOString().slice(0, 10), timeZone: "UTC" },
            forcedLogoutAt,
          }
        : { kind: "off" },
    }
  })

const causes: readonly EpochCause[] = ["enrolled", "replaced", "removed", "reset", "primary-changed"]

export const sessionUsers: fc.Arbitrary<SessionUserFacts> = fc.record({
  epoch: fc.nat({ max: 2 }),
  epochRaisedBy: fc.option(fc.constantFrom(...causes), { freq: 10 }),
  enrolledAt: fc.option(instants, { nil: undefined }),
  exemptUntil: fc.option(instants),
})

export const users: fc.Arbitrary<UserFacts> = fc
  .record({
    facts: sessionUsers,
    hasFactor: fc.boolean(),
    isService: fc.boolean(),
    primary: fc.constantFrom("password", "sso", "magic-link", "passkey", "password-reset"),
    hasLocalPassword: fc.boolean(),
  })
  .map(({ facts, ...rest }) => ({ ...facts, ...rest }))

export const assurances: fc.Arbitrary<AssuranceFacts> = fc.record({
  method: fc.constantFrom("primary-only", "primary-only", "totp", "recovery-code"),
  signedInAt: instants,
  epoch: fc.nat({ max: 2 }),
  notBound: fc.option(fc.constantFrom("service-user", "sso-user")),
})

export const activities = fc.option(fc.record({ startedAt: instants }))
