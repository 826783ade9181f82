import { expectKind } from "@muster/sdk"
import { accountId, type openWorld, otherThan, system } from "../../../sdk/test/world.js"

type World = ReturnType<typeof openWorld>

const userOf = (id: string) => ({ id, email: `${id}@acme.example` })

/** What a release has left to the next: each in the middle of something that the next has to finish. */
export type Played = Awaited<ReturnType<typeof playScenario>>

/**
 * An account in use, so that every kind of row is written and every statement of a user's or an admin's call is sent:
 * ann has enrolled and is an admin, bob has enrolled and mistyped three codes, cara has a key that she has not
 * confirmed, dan waits for his email code, eve is excused, frank was reset, gus erased.
 */
export async function playScenario(world: World) {
  const { muster, clock, enrollUser, verifiedTicket, enrollTicket, sendCode, challengeTicket } = world
  const desks = { id: "desks", name: "Desks", parentId: null, updates: { mode: "inherit" } } as const
  const groups = [desks, { ...desks, id: "kiosks", parentId: "desks" }]
  await muster.deviceGroups.change({ accountId, actor: system, change: { kind: "put", groups } })
  const remove = { kind: "remove", groupId: "kiosks", children: "refuse" } as const
  await muster.deviceGroups.change({ accountId, actor: system, change: remove })
  await muster.accounts.configure({ accountId, actor: system, settings: { timeZone: "Europe/Berlin" } })
  const forcedLogout = { date: "2026-12-04", timeZone: "Europe/Berlin" }
  expectKind(await muster.accounts.enable({ accountId, actor: system, forcedLogout }), "enabled")

  const ann = await enrollUser(userOf("ann"))
  const { assurance } = expectKind(ann.enrolled.next, "signed-in")
  const bob = await enrollUser(userOf("bob"))
  await enrollUser(userOf("frank"))
  await enrollUser(userOf("gus"))
  const byAnn = { accountId, actor: { assurance }, reason: "a lost phone" }
  expectKind(await muster.users.reset({ ...byAnn, userId: "frank" }), "reset")
  expectKind(await muster.users.erase({ ...byAnn, userId: "gus" }), "erased")
  const until = clock.now() + 7 * 86_400_000
  expectKind(await muster.users.exempt({ ...byAnn, userId: "eve", until }), "exempted")

  const cara = await verifiedTicket(userOf("cara"))
  const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket: cara }), "key-issued")
  const dan = await enrollTicket(userOf("dan"))
  const dansCode = await sendCode(dan, "dan@acme.example")

  const annsTicket = await challengeTicket(userOf("ann"))
  const code = ann.app.code()
  expectKind(await muster.signIn.verify({ ticket: annsTicket, code, attemptId: "attempt-of-ann-0001" }), "signed-in")
  const recoveryCode = bob.enrolled.recoveryCodes[0] ?? ""
  const bobsTicket = await challengeTicket(userOf("bob"))
  expectKind(await muster.signIn.useRecoveryCode({ ticket: bobsTicket, code: recoveryCode }), "signed-in")
  const ticket = await challengeTicket(userOf("bob"))
  for (let wrong = 0; wrong < 3; wrong++) {
    expectKind(await muster.signIn.verify({ ticket, code: otherThan(bob.app.code()) }), "wrong-code")
  }
  await readEverything(muster)

  clock.advance({ seconds: 30 })
  return {
    at: clock.now(),
    ann: { assurance, recoveryCodes: ann.enrolled.recoveryCodes },
    bob: { ticket, code: bob.app.code(), usedRecoveryCode: recoveryCode },
    cara: { ticket: cara, otpauthUri },
    dan: { ticket: dan, code: dansCode },
  }
}

/** The reads of admin pages and of jobs. */
async function readEverything(muster: World["muster"]): Promise<void> {
  await muster.accounts.status({ accountId })
  await muster.accounts.events({ accountId, limit: 1000 })
  await muster.deviceGroups.list({ accountId })
  await muster.users.list({ accountId })
  await muster.keys.status()
  await muster.jobs.run()
}
