import { expect } from "vitest"
import { expectKind } from "../../src/index.js"
import { otherThan } from "../world.js"
import { attemptId } from "./enrollment-flows.js"
import { type Flow, type Step, step } from "./flow.js"
import { ann, appOf, begin, challenged, client, enrolled, key, last, signedIn, startAgain } from "./people.js"
import { accountId, keysWhile, type Stage } from "./stage.js"

type Typed = Parameters<Stage["muster"]["signIn"]["verify"]>[0]
type More = (stage: Stage) => Partial<Typed>
const plain: More = () => ({})

const verify = (ports: string, more: More = plain, again?: "same"): Step =>
  step({
    method: "signIn.verify",
    input: (stage) => ({ ticket: last(stage.hands.tickets), code: appOf(stage).code(), ...more(stage) }),
    answers: "signed-in",
    again: again ?? "ticket-rejected",
    ports,
    code: "totp",
    keep: ({ hands }, { assurance }) => void hands.assurances.push(assurance),
    ...(again === undefined && { lost: comesInLater }),
  })

const recover = (ports: string, more: More = plain, again?: "same"): Step =>
  step({
    method: "signIn.useRecoveryCode",
    input: (stage) => ({ ticket: last(stage.hands.tickets), code: last(stage.hands.recoveryCodes), ...more(stage) }),
    answers: "signed-in",
    again: again ?? "ticket-rejected",
    ports,
    code: "recovery",
    keep: ({ hands }, { assurance }) => void hands.assurances.push(assurance),
    ...(again === undefined && { lost: startAgain }),
  })

const challenge = step({
  method: "signIn.begin",
  input: () => ({ accountId, user: ann, client, primary: "password" as const }),
  answers: "challenge",
  ports: "loadUser",
  keep: ({ hands }, { ticket }) => void hands.tickets.push(ticket),
})

/** Something that is refused, and stays refused when a port fails. */
const refused = (what: (stage: Stage) => string, ports: string): Step =>
  step({
    method: "signIn.verify",
    input: (stage) => ({ ticket: last(stage.hands.tickets), code: what(stage) }),
    answers: "wrong-code",
    ports,
  })

const wrong = (stage: Stage) => otherThan(appOf(stage).code())

const enrolledAndChallenged = async (stage: Stage) => {
  await enrolled(stage)
  await challenged(stage)
}

const usedUp = async (stage: Stage, left: number) => expect(await codesLeft(stage)).toBe(left)

async function codesLeft({ muster }: Stage): Promise<number> {
  return (await muster.users.status(key)).recoveryCodesLeft
}

const oncePlaced = async ({ hostRows }: Stage) => expect(hostRows).toEqual(["ann"])

async function comesInLater(stage: Stage): Promise<void> {
  await startAgain(stage)
}

export const signInFlows: Readonly<Record<string, Flow>> = {
  "sign in": { before: enrolled, steps: [challenge, verify("chargeUser saveUser")], goal: signedIn },
  "sign in by a named try": {
    before: enrolledAndChallenged,
    steps: [verify("chargeUser saveUser", () => ({ attemptId }), "same")],
    goal: signedIn,
  },
  "sign in in the host's transaction": {
    before: enrolledAndChallenged,
    steps: [verify("chargeUser host.begin saveUser host.commit", ({ transaction }) => ({ transaction }))],
    goal: async (stage) => {
      await signedIn(stage)
      await oncePlaced(stage)
    },
  },
  "sign in by a named try in the host's transaction": {
    before: enrolledAndChallenged,
    steps: [
      verify("chargeUser host.begin saveUser host.commit", ({ transaction }) => ({ transaction, attemptId }), "same"),
    ],
    goal: async (stage) => {
      await signedIn(stage)
      await oncePlaced(stage)
    },
  },
  "sign in with a recovery code": {
    before: enrolledAndChallenged,
    steps: [recover("chargeUser saveUser send settleMail")],
    goal: async (stage) => {
      await signedIn(stage)
      await usedUp(stage, 9)
    },
  },
  "sign in with a recovery code by a named try in the host's transaction": {
    before: enrolledAndChallenged,
    steps: [
      recover(
        "chargeUser host.begin saveUser host.commit send settleMail",
        ({ transaction }) => ({ transaction, attemptId }),
        "same",
      ),
    ],
    goal: async (stage) => {
      await signedIn(stage)
      await oncePlaced(stage)
      await usedUp(stage, 9)
    },
  },
  "ask for a code again before something dangerous": {
    before: async (stage) => {
      await enrolled(stage)
      stage.clock.advance({ hours: 1 })
    },
    steps: [
      step({
        method: "signIn.stepUp",
        input: ({ hands }) => ({ assurance: last(hands.assurances), client }),
        answers: "challenge",
        ports: "loadUser directory.get",
        keep: ({ hands }, { ticket }) => void hands.tickets.push(ticket),
      }),
      verify("chargeUser saveUser"),
    ],
    goal: async (stage) => {
      await signedIn(stage)
      const { muster, hands } = stage
      const assurance = last(hands.assurances)
      expectKind(await muster.factors.regenerateRecoveryCodes({ assurance }), "regenerated")
    },
  },
  "sign in on a machine that has just started with another key": {
    before: async (stage) => {
      await enrolledAndChallenged(stage)
      stage.restart({ keys: keysWhile.active })
    },
    // Whoever signs in is sealed under the new key, in the same save.
    steps: [verify("checkKey checkKey chargeUser checkKey checkKey checkKey saveUser")],
    goal: async (stage) => {
      await signedIn(stage)
      const { user } = await stage.store.loadUser(key)
      expect(user?.value.columns.sealedKeyIds).toEqual(["two"])
    },
  },
  "type a wrong code": { before: enrolledAndChallenged, steps: [refused(wrong, "chargeUser")], goal: staysOut },
  "type a wrong code for the third time, when the address is another one": {
    before: async (stage) => {
      await enrolled(stage)
      const { ticket } = expectKind(await begin(stage, { ...ann, email: "ann@new.example" }), "challenge")
      stage.hands.tickets.push(ticket)
      for (const _ of [1, 2]) await stage.muster.signIn.verify({ ticket, code: wrong(stage) })
    },
    steps: [refused(wrong, "chargeUser loadUser saveUser")],
    goal: staysOut,
    mayLose: "the notice to the address of before is written after the charge, which nothing repeats",
  },
  "type a code that was used": {
    before: async (stage) => {
      await enrolledAndChallenged(stage)
      const code = appOf(stage).code()
      expectKind(await stage.muster.signIn.verify({ ticket: last(stage.hands.tickets), code }), "signed-in")
      stage.hands.assurances.length = 0
      await challenged(stage)
    },
    steps: [refused((stage) => appOf(stage).code(), "chargeUser saveUser")],
    goal: staysOut,
  },
}

/** Nothing that was typed has let anybody in, and the right code still does. */
async function staysOut(stage: Stage): Promise<void> {
  const { hands } = stage
  const before = hands.assurances.length
  await startAgain(stage)
  expect(hands.assurances.length).toBe(before + 1)
}
