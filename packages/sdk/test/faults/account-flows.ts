import { expect } from "vitest"
import { expectKind, type MusterOptions } from "../../src/index.js"
import { type Flow, type Step, step } from "./flow.js"
import { actor, adaEnrolled, begin, enable, enrolled, last, reason } from "./people.js"
import { accountId, type Stage } from "./stage.js"

const builds = {
  minimum: "v4.3 b1575",
  catalogue: [
    { build: "v4.2 b1400", availableFrom: 0, defaultFrom: 0 },
    { build: "v4.3 b1575", availableFrom: 0, defaultFrom: 1 },
  ],
} satisfies MusterOptions["builds"]
const pinned = { mode: "infrequent", build: "v4.2 b1400" } as const
const desks = { id: "desks", name: "Desks", parentId: null, updates: pinned }
const call = { accountId, actor }

const twoFactor = async ({ muster }: Stage) => (await muster.accounts.status({ accountId })).twoFactor
const isOn = async (stage: Stage) => expect((await twoFactor(stage)).kind).toBe("on")

const deskBelow = async ({ muster }: Stage) => {
  expectKind(await muster.deviceGroups.change({ ...call, change: { kind: "put", groups: [desks] } }), "saved")
}

const changeGroups = (change: Parameters<Stage["muster"]["deviceGroups"]["change"]>[0]["change"]): Step =>
  step({
    method: "deviceGroups.change",
    input: () => ({ ...call, change }),
    answers: "saved",
    // What was removed is not there to be removed again.
    ...(change.kind === "remove" && { again: "refused", lost: async () => {} }),
    ports: "loadAccount loadGroups saveAccount",
  })

export const accountFlows: Readonly<Record<string, Flow>> = {
  "switch two-factor on, by an admin": {
    before: async (stage) => {
      const { assurance } = expectKind(await begin(stage, { id: "ada", email: "ada@acme.example" }), "signed-in")
      stage.hands.assurances.push(assurance)
    },
    steps: [
      step({
        method: "accounts.enable",
        input: ({ hands }) => ({ accountId, actor: { assurance: last(hands.assurances) } }),
        answers: "enabled",
        again: "refused",
        ports: "loadUser loadGroups directory.list listUsers directory.get saveAccount",
        // While it is on the session of a password alone is not heard any more.
        lost: async () => {},
      }),
    ],
    goal: isOn,
  },
  "switch two-factor on, by a program": {
    steps: [
      step({
        method: "accounts.enable",
        input: () => call,
        answers: "enabled",
        ports: "loadAccount loadGroups directory.list listUsers saveAccount",
      }),
    ],
    goal: isOn,
  },
  "set the date, move it and clear it": {
    before: enable,
    steps: ["2026-12-01", "2026-12-04", null].map((date) =>
      step({
        method: "accounts.setForcedLogout",
        input: () => ({ ...call, forcedLogout: date === null ? null : { date, timeZone: "Europe/Berlin" } }),
        answers: "saved",
        ports: "loadAccount saveAccount",
      }),
    ),
    goal: async (stage) => expect(await twoFactor(stage)).toMatchObject({ kind: "on", forcedLogoutAt: null }),
  },
  "switch two-factor off, by an admin": {
    before: async (stage) => {
      await enable(stage)
      stage.hands.assurances.push(await adaEnrolled(stage))
    },
    steps: [
      step({
        method: "accounts.disable",
        input: ({ hands }) => ({ accountId, actor: { assurance: last(hands.assurances) }, reason }),
        answers: "disabled",
        again: "refused",
        ports: "loadUser saveAccount",
        lost: async () => {},
      }),
    ],
    goal: async (stage) => expect((await twoFactor(stage)).kind).toBe("off"),
  },
  "ask to switch two-factor off without a second factor": {
    before: async (stage) => {
      const { assurance } = expectKind(await begin(stage, { id: "ada", email: "ada@acme.example" }), "signed-in")
      await enable(stage)
      stage.hands.assurances.push(assurance)
    },
    steps: [
      step({
        method: "accounts.disable",
        input: ({ hands }) => ({ accountId, actor: { assurance: last(hands.assurances) }, reason }),
        answers: "proof-needed",
        ports: "loadUser",
      }),
    ],
    goal: isOn,
  },
  "erase an account": {
    before: enrolled,
    steps: [
      step({
        method: "accounts.erase",
        input: () => call,
        answers: "erased",
        ports: "loadAccount eraseAccount",
      }),
    ],
    goal: async ({ muster, hands }) => {
      expect((await muster.sessions.check({ assurance: last(hands.assurances) })).kind).toBe("logout")
      expect((await muster.accounts.events({ accountId })).items).toEqual([])
    },
  },
  "change the settings and the build updates": {
    steps: [
      step({
        method: "accounts.configure",
        input: () => ({ ...call, settings: { timeZone: "Europe/Berlin" } }),
        answers: "saved",
        ports: "loadAccount saveAccount",
      }),
      step({
        method: "accounts.setUpdates",
        input: () => ({ ...call, updates: pinned }),
        answers: "saved",
        ports: "loadAccount loadGroups saveAccount",
      }),
    ],
    options: { builds },
    goal: async ({ muster }) => {
      const { settings, updates } = await muster.accounts.status({ accountId })
      expect([settings.timeZone, updates]).toEqual(["Europe/Berlin", pinned])
    },
  },
  "apply a remediation": {
    options: { builds },
    before: deskBelow,
    steps: [
      step({
        method: "accounts.applyRemediation",
        input: async ({ muster }) => {
          const { readiness } = expectKind(await muster.accounts.preview(call), "preview")
          if (readiness.kind !== "blocked" || readiness.remediation === null) throw new Error("nothing to mend")
          return { ...call, remediation: readiness.remediation }
        },
        answers: "applied",
        // It was made for a version that is no longer current.
        again: "refused",
        ports: "loadAccount loadGroups saveAccount",
        lost: async () => {},
      }),
    ],
    goal: async ({ muster }) => {
      expect((await muster.deviceGroups.list({ accountId, only: "below" })).items).toEqual([])
    },
  },
  "write device groups, change one, move one and remove one": {
    options: { builds },
    steps: [
      changeGroups({ kind: "put", groups: [desks, { ...desks, id: "field", name: "Field" }] }),
      changeGroups({ kind: "set-updates", groupId: "field", updates: { mode: "inherit" } }),
      changeGroups({ kind: "move", groupId: "field", parentId: "desks" }),
      changeGroups({ kind: "remove", groupId: "field", children: "refuse" }),
    ],
    goal: async ({ muster }) => {
      const { items } = await muster.deviceGroups.list({ accountId })
      expect(items.map(({ group }) => group)).toEqual([desks])
    },
  },
}
