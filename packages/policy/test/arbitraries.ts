import fc from "fast-check"
import {
  type AccountRules,
  type AccountUpdates,
  type AssuranceFacts,
  type Build,
  type Catalogue,
  type DeviceGroup,
  type EnableTwoFactorInput,
  type EpochCause,
  type GroupUpdates,
  localDate,
  newAccountRules,
  type PersonFacts,
  type ScheduledStage,
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

export const accountUpdates: fc.Arbitrary<AccountUpdates> = fc
  .tuple(
    fc.oneof(
      fc.constant({ mode: "frequent" } as const),
      fc.constantFrom(...ladder, "nonsense").map((build) => ({ mode: "infrequent", build }) as const),
    ),
    fc.constantFrom({}, {}, {}, { lock: true }, { lock: false }),
  )
  .map(([updates, lock]) => ({ ...updates, ...lock }))

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

const userIds = ["ann", "bob", "cem"]
const deviceGroupIds = ["berlin", "paris"]

/** Stages as an account keeps them, the time from enabling to their beginnings left open. */
const stagesAfter: fc.Arbitrary<(enabledAt: number) => readonly ScheduledStage[]> = fc
  .array(
    fc.record({
      halfDays: fc.nat({ max: 14 }),
      deviceGroupIds: fc.subarray(deviceGroupIds),
      userIds: fc.subarray(userIds),
    }),
    { maxLength: 3 },
  )
  .map((stages) => (enabledAt) => stages.map(({ halfDays, ...ids }) => stage(enabledAt + halfDays * 12 * hour, ids)))

/** A stage that begins then, for the users and groups named. */
export function stage(
  beginsAt: number,
  ids: Partial<Pick<ScheduledStage, "deviceGroupIds" | "userIds">>,
): ScheduledStage {
  const begins = { date: new Date(beginsAt).toISOString().slice(0, 10), timeZone: "UTC" }
  return { begins, beginsAt, scheduledAt: 0, deviceGroupIds: [], userIds: [], ...ids }
}

export const accounts: fc.Arbitrary<AccountRules> = fc
  .record({
    on: fc.boolean(),
    enabledAt: instants,
    notice: fc.option(fc.integer({ min: 0, max: 14 })),
    lastForcedLogoutAt: fc.option(instants),
    maxDrainHours: fc.option(fc.constantFrom(0, 1, 12, 24)),
    unknownBuild: fc.constantFrom("block", "allow"),
    stages: stagesAfter,
    enablements: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ on, enabledAt, notice, lastForcedLogoutAt, maxDrainHours, unknownBuild, stages, enablements }) => {
    const forcedLogoutAt = notice === null ? null : enabledAt + notice * 12 * hour
    return {
      ...newAccountRules({ maxDrainHours, unknownBuild }),
      enablements,
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
            stages: stages(enabledAt),
          }
        : { kind: "off" },
    }
  })

/** Everything that raises an epoch. */
export const causes: readonly EpochCause[] = [
  "enrolled",
  "imported",
  "replaced",
  "removed",
  "reset",
  "erased",
  "primary-changed",
]

export const sessionUsers: fc.Arbitrary<SessionUserFacts> = fc.record({
  epoch: fc.nat({ max: 2 }),
  epochRaisedBy: fc.option(fc.constantFrom(...causes), { freq: 10 }),
  enrolledAt: fc.option(instants),
  exemptUntil: fc.option(instants),
  exemptedAt: fc.option(instants, { freq: 10 }),
  userId: fc.option(fc.constantFrom(...userIds), { nil: undefined }),
  deviceGroupId: fc.option(fc.constantFrom(...deviceGroupIds), { nil: undefined }),
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
  excusedUntil: fc.option(instants),
})

export const activities = fc.option(fc.record({ startedAt: instants }))

export const people: fc.Arbitrary<PersonFacts> = fc.record({
  isAdmin: fc.boolean(),
  isService: fc.boolean(),
  hasLocalPassword: fc.boolean(),
  usesSso: fc.boolean(),
  hasEmail: fc.boolean(),
  state: fc.constantFrom("not-enrolled", "enrolling", "enrolled"),
  exemptUntil: fc.option(instants),
  client: fc.option(
    fc.record({
      platform: fc.constantFrom("windows", "web", "ios"),
      build: fc.option(fc.constantFrom("v4.2 b1400", "v4.3 b1575", "latest"), { nil: undefined }),
    }),
  ),
})

/** What an admin may ask for; often more than there is. */
export const enableInputs: fc.Arbitrary<EnableTwoFactorInput> = fc
  .record({
    account: accounts,
    people: fc.constantFrom({ kind: "unknown" }, { kind: "some" }, { kind: "none", users: 2 }),
    actingAdmin: fc.constantFrom("enrolled", "not-enrolled", "cannot-enroll", "system"),
    override: fc.boolean(),
    now: instants,
    days: fc.option(fc.integer({ min: -1, max: 15 })),
    atOnce: fc.boolean(),
    staged: fc.option(
      fc.array(
        fc.record({
          days: fc.integer({ min: -1, max: 15 }),
          deviceGroupIds: fc.subarray(deviceGroupIds),
          userIds: fc.subarray(userIds),
        }),
        { maxLength: 2 },
      ),
      { nil: undefined },
    ),
  })
  .map(({ days, atOnce, staged, ...input }) => {
    const dateIn = (wait: number) => ({ date: localDate(input.now + wait * day, "UTC"), timeZone: "UTC" })
    return {
      ...input,
      readiness: { kind: "ready", warnings: [] },
      enablementId: "e1",
      by: { system: "test" },
      forcedLogout: days === null ? null : atOnce ? "now" : dateIn(days),
      stages: staged?.map(({ days: wait, ...ids }) => ({ begins: dateIn(wait), ...ids })),
    }
  })
