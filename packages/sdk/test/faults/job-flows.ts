import { expect } from "vitest"
import { expectKind } from "../../src/index.js"
import { type Flow, step } from "./flow.js"
import { ann, begin, enable, enrolled, enrollWith, last } from "./people.js"
import { accountId, keysWhile } from "./stage.js"

const run = (ports: string, saves = 1) =>
  step({ method: "jobs.run", input: () => undefined, answers: "answered", ports, saves })

export const jobFlows: Readonly<Record<string, Flow>> = {
  "send mail by the jobs": {
    options: { sendMail: "jobs" },
    before: async (stage) => {
      await enable(stage)
      const { ticket } = expectKind(await begin(stage), "enroll")
      expectKind(await stage.muster.enrollment.sendEmailCode({ ticket }), "email-code-sent")
      stage.hands.tickets.push(ticket)
    },
    steps: [
      run(
        "claimMail heldMail send settleMail claimMail claimReminders directory.list listUsers saveReminders claimMail claimReminders checkKey scanSealed prune nextMailAt nextRemindersAt",
      ),
    ],
    goal: async ({ muster, clock, mailer, hands }) => {
      // The lease of a run that broke off has to end first.
      clock.advance({ seconds: 121 })
      await muster.jobs.run()
      const code = mailer.lastCodeTo(ann.email)
      expectKind(await muster.enrollment.verifyEmailCode({ ticket: last(hands.tickets), code }), "email-verified")
    },
  },
  "remind those who have not enrolled": {
    before: async ({ muster, clock }) => {
      const forcedLogout = { date: "2026-12-04", timeZone: "UTC" }
      expectKind(await muster.accounts.enable({ accountId, actor: { system: "set-up" }, forcedLogout }), "enabled")
      clock.set("2026-12-03T09:00:00Z")
    },
    mayLose: "an account whose users could not be looked at is put off for five minutes",
    steps: [
      run(
        "checkKey claimMail claimReminders directory.list listUsers listReminded saveReminders claimMail heldMail send send send settleMail settleMail settleMail claimMail claimReminders checkKey scanSealed prune nextMailAt nextRemindersAt",
      ),
    ],
    goal: async ({ muster, clock, mailer }) => {
      clock.advance({ minutes: 6 })
      await muster.jobs.run()
      const told = new Set(mailer.sent.map(({ id, to }) => `${to} ${id}`))
      expect([...told].map((mail) => mail.split("@")[0]).sort()).toEqual(["ada", "ann", "bob"])
    },
  },
  "seal everybody again under another key": {
    before: async (stage) => {
      await enrolled(stage)
      const bob = { id: "bob", email: "bob@acme.example" }
      await enrollWith(stage, expectKind(await begin(stage, bob), "enroll").ticket, bob.email)
      stage.restart({ keys: keysWhile.active })
    },
    steps: [
      // Each user alone, so a run may end anywhere.
      run(
        "checkKey claimMail claimReminders directory.list listUsers saveReminders claimMail claimReminders checkKey scanSealed checkKey checkKey saveUser saveUser prune nextMailAt nextRemindersAt",
        2,
      ),
    ],
    goal: async ({ store, muster }) => {
      for (const userId of ["ann", "bob"]) {
        const { user } = await store.loadUser({ accountId, userId })
        expect(user?.value.columns.sealedKeyIds).toEqual(["two"])
      }
      expect(await muster.keys.retire({ keyId: "one" })).toEqual({ kind: "retired" })
    },
  },
}
