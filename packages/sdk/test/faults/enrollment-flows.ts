import { expect } from "vitest"
import { expectKind } from "../../src/index.js"
import { type Flow, type Step, step } from "./flow.js"
import {
  ann,
  appOf,
  begin,
  client,
  comesIn,
  enable,
  enrolled,
  key,
  last,
  mailedCode,
  signedIn,
  startAgain,
} from "./people.js"
import { takeAndKeep } from "./play.js"
import { accountId, type Stage } from "./stage.js"

export const attemptId = "8b1f0f3e-9a55-4f0e-b7a4-6a5d3c1e2f10"

const sendCode = step({
  method: "enrollment.sendEmailCode",
  input: ({ hands, mailer }) => {
    hands.sentBefore = mailer.sent.length
    return { ticket: last(hands.tickets) }
  },
  answers: "email-code-sent",
  again: "throttled",
  ports: "loadUser spend saveUser send settleMail",
})

const verifyCode = step({
  method: "enrollment.verifyEmailCode",
  input: async (stage) => ({ ticket: last(stage.hands.tickets), code: await mailedCode(stage) }),
  answers: "email-verified",
  again: "ticket-rejected",
  ports: "chargeUser saveUser",
  code: "email",
  keep: ({ hands }, { ticket }) => void hands.tickets.push(ticket),
  lost: startAgain,
})

const issueKey = (ports: string) =>
  step({
    method: "enrollment.issueKey",
    input: ({ hands }) => ({ ticket: last(hands.tickets) }),
    answers: "key-issued",
    ports,
    keep: ({ hands }, { otpauthUri }) => void hands.uris.push(otpauthUri),
  })

type Confirm = Parameters<Stage["muster"]["enrollment"]["confirm"]>[0]

const confirm = (ports: string, more: (stage: Stage) => Partial<Confirm> = () => ({}), again?: "same"): Step =>
  step({
    method: "enrollment.confirm",
    input: (stage) => ({ ticket: last(stage.hands.tickets), code: appOf(stage).code(), ...more(stage) }),
    answers: "enrolled",
    again: again ?? "ticket-rejected",
    ports,
    code: "totp",
    keep: ({ hands, clock }, { recoveryCodes, next }) => {
      hands.recoveryCodes.splice(0, hands.recoveryCodes.length, ...recoveryCodes)
      hands.assurances.push(expectKind(next, "signed-in").assurance)
      clock.advance({ seconds: 61 })
    },
    ...(again === undefined && { lost: startAgain }),
  })

/** From a ticket in hand to the factor. */
export const enrollSteps: readonly Step[] = [
  sendCode,
  verifyCode,
  issueKey("loadUser saveUser"),
  confirm("chargeUser saveUser send settleMail"),
]

const beginStep = step({
  method: "signIn.begin",
  input: () => ({ accountId, user: ann, client, primary: "password" as const }),
  answers: "enroll",
  ports: "loadUser checkKey",
  keep: ({ hands }, { ticket }) => void hands.tickets.push(ticket),
})

const current = (answers: "not-started" | "email-code-sent" | "email-verified" | "key-issued") =>
  step({
    method: "enrollment.current",
    input: ({ hands }) => ({ ticket: last(hands.tickets) }),
    answers,
    ports: "loadUser",
  })

/** The first calls of a machine compare its keys. */
const firstSteps: readonly Step[] = [
  beginStep,
  { ...sendCode, ports: "checkKey loadUser spend checkKey saveUser send settleMail" },
  current("email-code-sent"),
  verifyCode,
  current("email-verified"),
  issueKey("loadUser checkKey saveUser"),
  current("key-issued"),
]

const keyInHand = async (stage: Stage) => {
  await enable(stage)
  stage.hands.tickets.push(expectKind(await begin(stage), "enroll").ticket)
  for (const each of [sendCode, verifyCode, issueKey("")]) await takeAndKeep(stage, each)
}

export const enrollmentFlows: Readonly<Record<string, Flow>> = {
  enroll: {
    before: enable,
    steps: [...firstSteps, confirm("chargeUser saveUser send settleMail")],
    goal: signedIn,
  },
  "confirm by a named try": {
    before: keyInHand,
    steps: [confirm("chargeUser saveUser send settleMail", () => ({ attemptId }), "same")],
    goal: signedIn,
  },
  "confirm in the host's transaction": {
    before: keyInHand,
    steps: [
      confirm("chargeUser host.begin saveUser host.commit send settleMail", ({ transaction }) => ({ transaction })),
    ],
    goal: async (stage) => {
      await signedIn(stage)
      // Once, however often it was tried: the host's row stands or falls with Muster's.
      expect(stage.hostRows).toEqual(["ann"])
    },
  },
  "set up now, from a session, and give it up": {
    before: async (stage) => {
      const { assurance } = expectKind(await begin(stage), "signed-in")
      stage.hands.assurances.push(assurance)
      await enable(stage)
    },
    steps: [
      step({
        method: "enrollment.begin",
        input: ({ hands }) => ({ assurance: last(hands.assurances), user: ann, client }),
        answers: "enroll",
        ports: "loadUser checkKey",
        keep: ({ hands }, { ticket }) => void hands.tickets.push(ticket),
      }),
      current("not-started"),
      { ...sendCode, ports: "checkKey loadUser spend checkKey saveUser send settleMail" },
      step({
        method: "enrollment.cancel",
        input: ({ hands }) => ({ ticket: last(hands.tickets) }),
        answers: "cancelled",
        again: "ticket-rejected",
        ports: "loadUser saveUser",
      }),
    ],
    goal: async (stage) => {
      const { muster, hands } = stage
      expectKind(await muster.enrollment.current({ ticket: last(hands.tickets) }), "ticket-rejected")
      await comesIn(stage)
    },
    mayLose: "giving up withdraws a code that could not be sent at once",
  },
  "be reset and enroll again": {
    before: async (stage) => {
      await enrolled(stage)
      await stage.muster.users.reset({ ...key, actor: { system: "faults" }, reason: "lost" })
      stage.hands.tickets.push(expectKind(await begin(stage), "enroll").ticket)
    },
    steps: enrollSteps,
    goal: signedIn,
  },
}
