import { expect } from "vitest"
import { expectKind } from "../../src/index.js"
import { otherThan } from "../world.js"
import { type Flow, step } from "./flow.js"
import {
  aboutAnn,
  adaEnrolled,
  ann,
  appOf,
  begin,
  client,
  comesIn,
  enable,
  enrolled,
  enrollWith,
  key,
  last,
  reason,
} from "./people.js"
import type { Stage } from "./stage.js"

const until = Date.parse("2026-12-24T09:00:00Z")
const totp = { digits: 6, periodSeconds: 30, algorithm: "SHA-1" } as const
/** What the other library knew of ann. */
export const importedSecret = Uint8Array.from({ length: 20 }, (_, at) => (at * 29 + 11) % 256)

const stateOf = async ({ muster }: Stage) => (await muster.users.status(key)).state

const locked = async (stage: Stage) => {
  await enrolled(stage)
  const { ticket } = expectKind(await begin(stage), "challenge")
  const code = otherThan(appOf(stage).code())
  for (let tries = 0; tries < 5; tries++) await stage.muster.signIn.verify({ ticket, code })
}

const exempt = (end: number | null, checksKey = "") =>
  step({
    method: "users.exempt",
    input: () => ({ ...aboutAnn, until: end }),
    answers: "exempted",
    ports: `loadAccount loadUser directory.get ${checksKey}saveUser send settleMail`,
  })

export const adminFlows: Readonly<Record<string, Flow>> = {
  "reset a user, by an admin": {
    before: async (stage) => {
      await enable(stage)
      const ada = await adaEnrolled(stage)
      await enrollWith(stage, expectKind(await begin(stage), "enroll").ticket)
      stage.hands.assurances.push(ada)
    },
    steps: [
      step({
        method: "users.reset",
        input: ({ hands }) => ({ ...key, actor: { assurance: last(hands.assurances) }, reason }),
        answers: "reset",
        ports: "loadUser loadUser directory.get saveUser send settleMail",
      }),
    ],
    goal: async (stage) => {
      expect(await stateOf(stage)).toBe("not-enrolled")
      stage.hands.uris.length = 0
      await comesIn(stage)
    },
  },
  "reset a user of an account that has no row yet": {
    before: async (stage) => {
      // Nobody has changed the account, so no version stands for it yet.
      const { assurance } = expectKind(await begin(stage), "signed-in")
      const begun = await stage.muster.enrollment.begin({ assurance, user: ann, client })
      await enrollWith(stage, expectKind(begun, "enroll").ticket)
      stage.restart({ directory: undefined })
    },
    steps: [
      step({
        method: "users.reset",
        input: () => aboutAnn,
        answers: "reset",
        ports: "loadAccount loadUser checkKey saveAccount loadAccount loadUser saveUser send settleMail",
        // The account's row first, as it is.
        saves: 2,
      }),
    ],
    goal: async (stage) => expect(await stateOf(stage)).toBe("not-enrolled"),
  },
  "unlock a user": {
    before: locked,
    steps: [
      step({
        method: "users.unlock",
        input: () => aboutAnn,
        answers: "unlocked",
        ports: "loadAccount loadUser directory.get saveUser send settleMail",
      }),
    ],
    goal: async (stage) => {
      const { ticket } = expectKind(await begin(stage), "challenge")
      expectKind(await stage.muster.signIn.verify({ ticket, code: appOf(stage).code() }), "signed-in")
    },
  },
  "excuse a user, and end it": {
    before: enable,
    steps: [exempt(until, "checkKey "), exempt(null)],
    goal: async (stage) => {
      expectKind(await begin(stage), "enroll")
    },
  },
  "take a factor over from another library": {
    before: enable,
    steps: [
      step({
        method: "users.importFactor",
        input: () => ({ ...aboutAnn, secret: importedSecret, totp }),
        answers: "imported",
        again: "already-enrolled",
        ports: "loadAccount loadUser directory.get checkKey checkKey saveUser send settleMail",
        lost: async () => {},
      }),
    ],
    goal: async (stage) => expect(await stateOf(stage)).toBe("enrolled"),
  },
  "note that the password has changed": {
    before: enrolled,
    steps: [step({ method: "users.primaryChanged", input: () => key, answers: "noted", ports: "loadUser saveUser" })],
    goal: async (stage) => {
      const { muster, hands } = stage
      expect((await muster.sessions.check({ assurance: last(hands.assurances) })).kind).toBe("logout")
      await comesIn(stage)
    },
  },
  "erase a user": {
    before: enrolled,
    steps: [
      step({
        method: "users.erase",
        input: () => aboutAnn,
        answers: "erased",
        ports: "loadAccount loadUser directory.get saveUser send settleMail eraseTraces",
        // The record first, by the rules of a reset; then what it has left elsewhere.
        saves: 2,
      }),
    ],
    goal: async (stage) => {
      const { items } = await stage.muster.accounts.events(key)
      expect(items).toEqual([])
      expect((await stage.muster.sessions.check({ assurance: last(stage.hands.assurances) })).kind).toBe("logout")
    },
    mayLose: "the notice goes out within the call, and no mail of the user's outlives the next",
  },
}
