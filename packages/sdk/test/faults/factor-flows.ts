import { expect } from "vitest"
import { expectKind } from "../../src/index.js"
import { enrollSteps } from "./enrollment-flows.js"
import { type Flow, type Step, step } from "./flow.js"
import {
  actor,
  ann,
  appOf,
  challenged,
  client,
  comesIn,
  enrolled,
  key,
  last,
  reason,
  signedIn,
  startAgain,
} from "./people.js"
import { accountId, type Stage } from "./stage.js"

const withRule = (holdHours: number) => async (stage: Stage) => {
  const replacement = { rule: "self-service", holdHours } as const
  await enrolled(stage)
  const settings = { replacement }
  expectKind(await stage.muster.accounts.configure({ accountId, actor, settings }), "saved")
  await challenged(stage)
}

const keepTicket = ({ hands }: Stage, { ticket }: { readonly ticket: string }) => void hands.tickets.push(ticket)

const hold = step({
  method: "factors.beginReplacement",
  input: ({ hands }) => ({ ticket: last(hands.tickets) }),
  answers: "held",
  ports: "loadUser spend directory.list saveUser send send settleMail settleMail",
})

/** Ann has asked without the old authenticator, and waits. */
const held = async (stage: Stage) => {
  await withRule(24)(stage)
  expectKind(await stage.muster.factors.beginReplacement({ ticket: last(stage.hands.tickets) }), "held")
}

const laterChallenge: Step = step({
  method: "signIn.begin",
  input: async ({ clock, muster }) => {
    // A notice of the hold that could not be sent at once is of no use after it.
    clock.advance({ minutes: 1 })
    await muster.jobs.run()
    clock.advance({ hours: 24 })
    return { accountId, user: ann, client, primary: "password" as const }
  },
  answers: "challenge",
  ports: "loadUser",
  keep: keepTicket,
})

const noneWaits = async (stage: Stage) => {
  const { user } = await stage.store.loadUser(key)
  expect(JSON.parse(user?.value.json ?? "{}").replacement).toBeNull()
  await comesIn(stage)
}

export const factorFlows: Readonly<Record<string, Flow>> = {
  "replace the authenticator from a session": {
    before: enrolled,
    steps: [
      step({
        method: "factors.beginReplacement",
        input: ({ hands }) => ({ assurance: last(hands.assurances), user: ann, client }),
        answers: "enroll",
        ports: "loadUser saveUser",
        keep: keepTicket,
      }),
      ...enrollSteps,
    ],
    goal: signedIn,
  },
  "replace the authenticator with a recovery code": {
    before: async (stage) => {
      await enrolled(stage)
      await challenged(stage)
    },
    steps: [
      step({
        method: "factors.beginReplacement",
        input: ({ hands }) => ({ ticket: last(hands.tickets), recoveryCode: last(hands.recoveryCodes) }),
        answers: "enroll",
        again: "ticket-rejected",
        ports: "chargeUser saveUser send settleMail",
        code: "recovery",
        keep: keepTicket,
        lost: startAgain,
      }),
    ],
    goal: comesIn,
  },
  "replace the authenticator after a hold": {
    before: withRule(24),
    steps: [
      hold,
      laterChallenge,
      step({
        method: "factors.beginReplacement",
        input: ({ hands }) => ({ ticket: last(hands.tickets) }),
        answers: "enroll",
        ports: "loadUser",
        keep: keepTicket,
      }),
      ...enrollSteps,
    ],
    goal: signedIn,
  },
  "call a hold off from a session": {
    before: held,
    steps: [
      step({
        method: "factors.cancelReplacement",
        input: ({ hands }) => ({ assurance: last(hands.assurances) }),
        answers: "cancelled",
        ports: "loadUser saveUser",
      }),
    ],
    goal: noneWaits,
  },
  "end a hold by a code of the old authenticator": {
    before: held,
    steps: [
      step({
        method: "signIn.verify",
        input: (stage) => ({ ticket: last(stage.hands.tickets), code: appOf(stage).code() }),
        answers: "signed-in",
        again: "ticket-rejected",
        ports: "chargeUser saveUser",
        code: "totp",
        keep: ({ hands }, { assurance }) => void hands.assurances.push(assurance),
        lost: startAgain,
      }),
    ],
    goal: noneWaits,
  },
  "renew the recovery codes": {
    before: enrolled,
    steps: [
      step({
        method: "factors.regenerateRecoveryCodes",
        input: ({ hands }) => ({ assurance: last(hands.assurances) }),
        answers: "regenerated",
        ports: "loadUser saveUser",
        keep: ({ hands }, { recoveryCodes, setId }) => {
          hands.recoveryCodes.splice(0, hands.recoveryCodes.length, ...recoveryCodes)
          hands.setId = setId
        },
      }),
      step({
        method: "factors.acknowledgeRecoveryCodes",
        input: ({ hands }) => ({ assurance: last(hands.assurances), setId: hands.setId }),
        answers: "acknowledged",
        ports: "loadUser directory.get saveUser send settleMail",
      }),
    ],
    goal: async (stage) => {
      await challenged(stage)
      const { muster, hands } = stage
      const typed = { ticket: last(hands.tickets), code: last(hands.recoveryCodes) }
      expectKind(await muster.signIn.useRecoveryCode(typed), "signed-in")
    },
  },
  "take the factor away": {
    before: async (stage) => {
      await enrolled(stage)
      expectKind(await stage.muster.accounts.disable({ accountId, actor, reason }), "disabled")
    },
    steps: [
      step({
        method: "factors.remove",
        input: ({ hands }) => ({ assurance: last(hands.assurances) }),
        answers: "removed",
        // Removing has ended the session that asked.
        again: "session-ended",
        ports: "loadUser directory.get directory.get saveUser send settleMail",
        lost: async () => {},
      }),
    ],
    goal: async ({ muster }) => {
      expect((await muster.users.status(key)).state).toBe("not-enrolled")
    },
  },
}
