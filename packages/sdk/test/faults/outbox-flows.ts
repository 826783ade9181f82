import { expect } from "vitest"
import { expectKind } from "../../src/index.js"
import { type Flow, step } from "./flow.js"
import { ann, begin, enable, last } from "./people.js"
import { accountId, type Stage } from "./stage.js"

const actor = { system: "help desk" }

/** Ann's code could not be delivered. */
const undelivered = async (stage: Stage) => {
  await enable(stage)
  const { ticket } = expectKind(await begin(stage), "enroll")
  expectKind(await stage.muster.enrollment.sendEmailCode({ ticket }), "email-code-sent")
  stage.hands.tickets.push(ticket)
  for (const mail of await stage.store.claimMail({ now: stage.clock.now(), limit: 10, leaseSeconds: 0 })) {
    await stage.store.settleMail(mail, { kind: "dead" })
  }
}

const theMail = async ({ store }: Stage) => {
  const [mail] = (await store.listUndelivered({ accountId })).items
  if (mail === undefined) throw new Error("there is no undelivered mail")
  return { accountId, actor, userId: mail.key.userId, mailId: mail.id }
}

export const outboxFlows: Readonly<Record<string, Flow>> = {
  "have undelivered mail sent again": {
    options: { sendMail: "jobs" },
    before: undelivered,
    steps: [
      step({
        method: "outbox.undelivered",
        input: () => ({ accountId }),
        answers: "answered",
        ports: "listUndelivered",
      }),
      step({
        method: "outbox.sendAgain",
        input: theMail,
        answers: "queued-again",
        again: "mail-gone",
        ports: "loadAccount settleUndelivered",
      }),
    ],
    goal: async ({ muster, mailer, hands }) => {
      await muster.jobs.run()
      const code = mailer.lastCodeTo(ann.email)
      expectKind(await muster.enrollment.verifyEmailCode({ ticket: last(hands.tickets), code }), "email-verified")
    },
  },
  "give undelivered mail up": {
    options: { sendMail: "jobs" },
    before: undelivered,
    steps: [
      step({
        method: "outbox.giveUp",
        input: theMail,
        answers: "given-up",
        again: "mail-gone",
        ports: "loadAccount settleUndelivered",
      }),
    ],
    goal: async ({ muster, mailer }) => {
      await muster.jobs.run()
      expect((await muster.outbox.undelivered({ accountId })).items).toEqual([])
      expect(mailer.sent).toEqual([])
    },
  },
}
