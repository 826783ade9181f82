import { memoryStore } from "@muster/adapters-memory"
import { describe, expect, test } from "vitest"
import { planFault } from "../../test/faults/fault-plan.js"
import { key, openReplacing, selfService, withCode, withHold } from "../../test/replacing.js"
import { type Assurance, expectKind } from "../index.js"
import type { MusterStore } from "../ports/index.js"

const kinds = (answers: readonly { readonly kind: string }[]) => answers.map(({ kind }) => kind).sort()

/** A store that loses as many saves as it is told to, and keeps what was saved. */
function racingStore() {
  const store = memoryStore()
  const race = { losing: 0, saves: [] as Parameters<MusterStore["saveUser"]>[] }
  const saveUser: MusterStore["saveUser"] = async (...call) => {
    if (race.losing > 0) {
      race.losing -= 1
      return { kind: "version-conflict" }
    }
    race.saves.push(call)
    return store.saveUser(...call)
  }
  return { race, store: { ...store, saveUser } }
}

describe("at the same time", () => {
  test("a recovery code begins one replacement, however often it is entered", async () => {
    const { muster, challengeTicket, recoveryCode, record } = await openReplacing(withCode)
    const tickets = await Promise.all(Array.from({ length: 5 }, () => challengeTicket()))
    const answers = await Promise.all(
      tickets.map((ticket) => muster.factors.beginReplacement({ ticket, recoveryCode })),
    )
    expect(kinds(answers)).toEqual(["enroll", "wrong-code", "wrong-code", "wrong-code", "wrong-code"])
    expect((await record()).recoveryCodes.unspent).toHaveLength(9)
  })

  test("a recovery code signs in or begins a replacement, and never both", async () => {
    const { muster, challengeTicket, recoveryCode, record } = await openReplacing(withCode)
    const [one, other] = [await challengeTicket(), await challengeTicket()]
    const answers = await Promise.all([
      muster.factors.beginReplacement({ ticket: one, recoveryCode }),
      muster.signIn.useRecoveryCode({ ticket: other, code: recoveryCode }),
    ])
    expect(answers.filter(({ kind }) => kind === "wrong-code")).toHaveLength(1)
    expect((await record()).recoveryCodes.unspent).toHaveLength(9)
  })

  test("several who wait wait for the same, and one mail is sent", async () => {
    const { lost, mailer } = await openReplacing(withHold)
    const sent = mailer.sent.length
    const answers = await Promise.all([lost(), lost(), lost()])
    expect(new Set(answers.map((answer) => expectKind(answer, "held").until)).size).toBe(1)
    expect(mailer.sent.slice(sent)).toHaveLength(1)
  })

  test("the new authenticator is confirmed or the old one signs in, and the one ends the other", async () => {
    const { app, lost, prepare, challengeTicket, muster, record } = await openReplacing(selfService)
    const { confirm } = await prepare(expectKind(await lost(), "enroll"))
    const ticket = await challengeTicket()
    const answers = await Promise.all([confirm(), muster.signIn.verify({ ticket, code: app.code() })])
    expect(answers.filter(({ kind }) => kind === "ticket-rejected")).toHaveLength(1)
    expect((await record()).replacement).toBeNull()
  })

  test("of two confirmations of one replacement one wins", async () => {
    const { fromSession, prepare, record } = await openReplacing(withCode)
    const { confirm } = await prepare(expectKind(await fromSession(), "enroll"))
    expect(kinds(await Promise.all([confirm(), confirm()]))).toEqual(["enrolled", "ticket-rejected"])
    expect((await record()).epoch).toBe(2)
  })
})

describe("a race that is lost is decided again, three times at most", () => {
  test.each([
    ["by a recovery code", withCode, "enroll", true],
    ["by the password alone", selfService, "enroll", false],
    ["under a hold", withHold, "held", false],
  ] as const)("%s", async (_, rule, kind, withRecoveryCode) => {
    const { store, race } = racingStore()
    const { lost, recoveryCode, record } = await openReplacing(rule, { store })
    const typed = withRecoveryCode ? recoveryCode : undefined
    const before = await record()
    race.losing = 3
    expect((await lost(typed)).kind).toBe("busy")
    expect(await record()).toEqual(before)
    // The attempt is returned, since no wrong code was entered.
    expect((await store.loadUser(key)).throttles["recovery-codes"].failures).toBe(0)
    race.losing = 2
    expect((await lost(typed)).kind).toBe(kind)
  })

  test("from a session, and where it is cancelled", async () => {
    const { store, race } = racingStore()
    const { muster, fromSession, assurance } = await openReplacing(withCode, { store })
    race.losing = 3
    expect((await fromSession()).kind).toBe("busy")
    race.losing = 2
    expect((await fromSession()).kind).toBe("enroll")
    race.losing = 3
    expect((await muster.factors.cancelReplacement({ assurance })).kind).toBe("busy")
    race.losing = 2
    expect(await muster.factors.cancelReplacement({ assurance })).toEqual({ kind: "cancelled", changed: true })
  })

  test("a session that was ended by the save that won begins nothing", async () => {
    const store = memoryStore()
    let ended: (() => Promise<unknown>) | undefined
    const saveUser: MusterStore["saveUser"] = async (...call) => {
      const first = ended
      ended = undefined
      await first?.()
      return store.saveUser(...call)
    }
    const { muster, fromSession, record } = await openReplacing(withCode, { store: { ...store, saveUser } })
    ended = () => muster.users.primaryChanged(key)
    expect(await fromSession()).toEqual({ kind: "session-ended" })
    expect((await record()).replacement).toBeNull()
  })
})

test("mail and event are in the save that changes the record", async () => {
  const { store, race } = racingStore()
  const { lost, recoveryCode, prepare } = await openReplacing(withHold, { store })
  const saved = async (work: () => Promise<unknown>) => {
    race.saves.length = 0
    await work()
    return race.saves.map(([, , , { mail, events }]) => [mail.length, events.map(({ kind }) => kind)])
  }
  expect(await saved(() => lost())).toEqual([[1, ["replacement-held"]]])
  let ticket = ""
  const begun = async () => {
    ticket = expectKind(await lost(recoveryCode), "enroll").ticket
  }
  expect(await saved(begun)).toEqual([[1, ["recovery-code-used", "replacement-begun"]]])
  const { confirm } = await prepare({ ticket })
  expect(await saved(confirm)).toEqual([[1, ["factor-replaced"]]])
})

test("asking costs one read and, where something changes, one write; a recovery code one charge and one write", async () => {
  const plan = planFault(null)
  const { muster, fromSession, assurance, recoveryCode, challengeTicket } = await openReplacing(withHold, {
    store: plan.wrapStore(memoryStore()),
  })
  const calls = async (work: () => Promise<unknown>) => {
    const before = plan.calls.length
    await work()
    return plan.calls.slice(before).filter((name) => name !== "settleMail")
  }
  const ticket = await challengeTicket()
  expect(await calls(() => muster.factors.beginReplacement({ ticket }))).toEqual(["loadUser", "saveUser"])
  expect(await calls(() => muster.factors.beginReplacement({ ticket }))).toEqual(["loadUser"])
  expect(await calls(() => muster.factors.beginReplacement({ ticket, recoveryCode }))).toEqual([
    "chargeUser",
    "saveUser",
  ])
  expect(await calls(() => fromSession())).toEqual(["loadUser", "saveUser"])
  expect(await calls(() => muster.factors.cancelReplacement({ assurance }))).toEqual(["loadUser", "saveUser"])
  expect(await calls(() => muster.factors.cancelReplacement({ assurance }))).toEqual(["loadUser"])
  expect(await calls(() => muster.factors.beginReplacement({ ticket: "forged" }))).toEqual([])
  expect(await calls(() => muster.factors.cancelReplacement({ assurance: {} as Assurance }))).toEqual([])
})
