import { authenticator } from "@muster/core/testing"
import fc from "fast-check"
import { expect, test } from "vitest"
import { type Assurance, expectKind } from "../src/index.js"
import type { MusterStore } from "../src/ports/index.js"
import { accountId, ann, openWorld, system, web } from "./world.js"

const key = { accountId, userId: ann.id }
const runs = { numRuns: 60 }

/** A store whose calls wait, before and after, until the scheduler lets one of them go on. */
function scheduledStore(store: MusterStore, scheduler: fc.Scheduler): { readonly store: MusterStore; start(): void } {
  let on = false
  const turn = (name: string) => (on ? scheduler.schedule(Promise.resolve(), name) : Promise.resolve())
  const wrapped = Object.entries(store).map(([name, call]) => [
    name,
    async (...args: never[]) => {
      await turn(`before ${name}`)
      const result = await call.apply(store, args)
      await turn(`after ${name}`)
      return result
    },
  ])
  return {
    store: Object.fromEntries(wrapped) as MusterStore,
    start() {
      on = true
    },
  }
}

async function openScheduled(scheduler: fc.Scheduler) {
  const { store, start } = scheduledStore(openWorld().store, scheduler)
  const world = openWorld({ store })
  await world.enable()
  return { ...world, start }
}

/** Lets all calls run in the order that the scheduler chooses. */
async function together<T>(scheduler: fc.Scheduler, calls: readonly (() => Promise<T>)[]): Promise<readonly T[]> {
  const answers = calls.map((call) => call())
  await scheduler.waitFor(Promise.all(answers))
  return Promise.all(answers)
}

const kinds = (answers: readonly { readonly kind: string }[]) => answers.map(({ kind }) => kind)
const count = (answers: readonly { readonly kind: string }[], kind: string) =>
  kinds(answers).filter((each) => each === kind).length

test("of several answers with one right code exactly one is accepted, whatever comes first", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { muster, start, enrollUser, challengeTicket } = await openScheduled(scheduler)
      const { app } = await enrollUser()
      const [one, two] = [await challengeTicket(), await challengeTicket()]
      const code = app.code()
      start()
      const answers = await together(
        scheduler,
        [one, one, two, two].map((ticket) => () => muster.signIn.verify({ ticket, code })),
      )
      expect(count(answers, "signed-in")).toBe(1)
    }),
    runs,
  )
})

test("of several answers with one recovery code exactly one is accepted, for signing in or for another phone", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { muster, start, enrollUser, challengeTicket } = await openScheduled(scheduler)
      const { enrolled } = await enrollUser()
      const [one, two, three] = [await challengeTicket(), await challengeTicket(), await challengeTicket()]
      const [code = ""] = enrolled.recoveryCodes
      start()
      const answers = await together<{ readonly kind: string }>(scheduler, [
        () => muster.signIn.useRecoveryCode({ ticket: one, code }),
        () => muster.signIn.useRecoveryCode({ ticket: two, code }),
        () => muster.factors.beginReplacement({ ticket: three, recoveryCode: code }),
      ])
      expect(count(answers, "signed-in") + count(answers, "enroll")).toBe(1)
    }),
    runs,
  )
})

test("a confirmation that is clicked twice enrolls once, and the recovery codes that were shown work", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { muster, start, verifiedTicket, clock, begin } = await openScheduled(scheduler)
      const ticket = await verifiedTicket()
      const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
      const code = authenticator(otpauthUri, clock).code()
      start()
      const answers = await together(
        scheduler,
        [1, 2, 3].map(() => () => muster.enrollment.confirm({ ticket, code })),
      )
      const enrolled = answers.filter((answer) => answer.kind === "enrolled")
      expect(enrolled).toHaveLength(1)
      const challenge = scheduler.waitFor(begin())
      const { ticket: next } = expectKind(await challenge, "challenge")
      const [recoveryCode = ""] = enrolled[0]?.recoveryCodes ?? []
      const used = await scheduler.waitFor(muster.signIn.useRecoveryCode({ ticket: next, code: recoveryCode }))
      expect(used.kind).toBe("signed-in")
    }),
    runs,
  )
})

test("a reset in the middle of a sign-in leaves no session alive", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { muster, start, enrollUser, challengeTicket } = await openScheduled(scheduler)
      const { app } = await enrollUser()
      const ticket = await challengeTicket()
      const code = app.code()
      start()
      const [verified] = await together<{ readonly kind: string; readonly assurance?: Assurance }>(scheduler, [
        () => muster.signIn.verify({ ticket, code }),
        () => muster.users.reset({ ...key, actor: system, reason: "phone lost" }),
      ])
      const { assurance } = verified ?? {}
      if (assurance !== undefined) {
        expect((await scheduler.waitFor(muster.sessions.check({ assurance }))).kind).toBe("logout")
      }
    }),
    runs,
  )
})

test("a sign-in with the old phone and a replacement without it never both stand", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { muster, start, enrollUser, challengeTicket, clock } = await openScheduled(scheduler)
      await muster.accounts.configure({
        accountId,
        actor: system,
        settings: { replacement: { rule: "self-service", holdHours: 0 } },
      })
      const { app } = await enrollUser()
      // The pause between two codes by mail is over.
      clock.advance({ minutes: 2 })
      const [owner, thief] = [await challengeTicket(), await challengeTicket()]
      const begun = expectKind(await muster.factors.beginReplacement({ ticket: thief }), "enroll")
      const code = app.code()
      start()
      const [signedIn, sent] = await together<{ readonly kind: string }>(scheduler, [
        () => muster.signIn.verify({ ticket: owner, code }),
        () => muster.enrollment.sendEmailCode({ ticket: begun.ticket }),
      ])
      expect(signedIn?.kind).toBe("signed-in")
      expect(["email-code-sent", "ticket-rejected", "busy"]).toContain(sent?.kind)
      const later = await scheduler.waitFor(muster.enrollment.current({ ticket: begun.ticket }))
      expect(later).toEqual({ kind: "ticket-rejected", reason: "superseded" })
    }),
    runs,
  )
})

test("of two sets of recovery codes that are made at once one is acknowledged, and every code that works is in it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { muster, start, enrollUser, begin } = await openScheduled(scheduler)
      const { enrolled } = await enrollUser()
      const { assurance } = expectKind(enrolled.next, "signed-in")
      start()
      const sets = await together(
        scheduler,
        [1, 2].map(() => () => muster.factors.regenerateRecoveryCodes({ assurance })),
      )
      const made = sets.filter((answer) => answer.kind === "regenerated")
      const answers = await together(
        scheduler,
        made.map(
          ({ setId }) =>
            () =>
              muster.factors.acknowledgeRecoveryCodes({ assurance, setId }),
        ),
      )
      expect(count(answers, "acknowledged")).toBe(1)
      for (const [index, { recoveryCodes }] of made.entries()) {
        const { ticket } = expectKind(await scheduler.waitFor(begin(ann, web)), "challenge")
        const code = recoveryCodes[0] as string
        const used = await scheduler.waitFor(muster.signIn.useRecoveryCode({ ticket, code }))
        expect(used.kind === "signed-in").toBe(answers[index]?.kind === "acknowledged")
      }
    }),
    runs,
  )
})
