import { expect, test } from "vitest"
import { accountId, ann, openWorld, otherThan, system, web } from "../../test/world.js"
import { type AuditEvent, expectKind } from "../index.js"

type Pool = "codes" | "recovery-codes"

/** The pool of what an event says to have been accepted; `null`: it says nothing of the kind. */
function acceptedPool(event: AuditEvent): Pool | null {
  switch (event.kind) {
    case "email-verified":
    case "enrolled":
    case "factor-replaced":
      return "codes"
    case "signed-in":
      return event.after.method === "totp" ? "codes" : null
    case "recovery-code-used":
      return "recovery-codes"
    default:
      return null
  }
}

/** Reads what came of each charge, as `EventChanges` says how: `null` is a charge that nothing was accepted for. */
function readAttempts(newestFirst: readonly AuditEvent[]): readonly (AuditEvent["kind"] | null)[] {
  const charges: { readonly pool: Pool; readonly client: string; outcome: AuditEvent["kind"] | null }[] = []
  for (const event of newestFirst.toReversed()) {
    const client = JSON.stringify(event.client)
    if (event.kind === "attempt-charged") charges.push({ pool: event.after.pool, client, outcome: null })
    const pool = acceptedPool(event)
    const latest = charges.findLast((each) => each.pool === pool && each.client === client && each.outcome === null)
    if (latest !== undefined) latest.outcome = event.kind
  }
  return charges.map(({ outcome }) => outcome)
}

async function openRead() {
  const world = openWorld()
  await world.enable()
  const { app, enrolled } = await world.enrollUser()
  const verify = async (code: string, client = web) => {
    const { ticket } = expectKind(await world.begin(ann, client), "challenge")
    return (await world.muster.signIn.verify({ ticket, code })).kind
  }
  const recover = async (code: string) =>
    (await world.muster.signIn.useRecoveryCode({ ticket: await world.challengeTicket(), code })).kind
  const read = async () =>
    readAttempts((await world.muster.accounts.events({ accountId, userId: ann.id, limit: 1000 })).items)
  return { ...world, app, enrolled, verify, recover, read }
}

const enrolling = ["email-verified", "enrolled"]

test("the audit log tells of each attempt whether it was accepted, and for what", async () => {
  const { app, enrolled, verify, recover, read, clock } = await openRead()
  const [first = "", second = ""] = enrolled.recoveryCodes
  const used = app.code()
  const asked = [
    await verify(otherThan(used)),
    await verify(used),
    await recover("0000-0000-0000-0000-0000-000A"),
    await recover(first),
    await verify(otherThan(used)),
    await recover(first),
    await recover(second),
  ]
  clock.advance({ seconds: 30 })
  asked.push(await verify(app.code()))
  const accepted = asked.map((kind) => kind === "signed-in")
  expect(accepted).toEqual([false, true, false, true, false, false, true, true])
  expect(await read()).toEqual([
    ...enrolling,
    null,
    "signed-in",
    null,
    "recovery-code-used",
    null,
    null,
    "recovery-code-used",
    "signed-in",
  ])
})

test("a charge that was returned reads as one that nothing was accepted for", async () => {
  const { app, verify, read } = await openRead()
  const code = app.code()
  expect([await verify(code), await verify(code)]).toEqual(["signed-in", "wrong-code"])
  expect(await read()).toEqual([...enrolling, "signed-in", null])
})

test("of attempts from two apps at once each is read with its own", async () => {
  const { app, verify, read, muster } = await openRead()
  const ios = { platform: "ios" } as const
  const [wrong, right] = await Promise.all([verify(otherThan(app.code()), ios), verify(app.code())])
  expect([wrong, right]).toEqual(["wrong-code", "signed-in"])
  const { items } = await muster.accounts.events({ accountId, userId: ann.id })
  const [signedIn, ...charges] = items.slice(0, 3)
  expect(signedIn).toMatchObject({ kind: "signed-in", client: web })
  expect(charges.map(({ kind }) => kind)).toEqual(["attempt-charged", "attempt-charged"])
  expect((await read()).filter((outcome) => outcome === "signed-in")).toHaveLength(1)
  const ofIos = items.filter(({ client }) => client?.platform === "ios")
  expect(readAttempts(ofIos)).toEqual([null])
})

test("of attempts in parallel as many read as accepted as were", async () => {
  const { app, verify, read } = await openRead()
  const code = app.code()
  const kinds = await Promise.all([verify(otherThan(code)), verify(code), verify(code), verify(otherThan(code))])
  expect(kinds.filter((kind) => kind === "signed-in")).toHaveLength(1)
  expect((await read()).filter((outcome) => outcome === "signed-in")).toHaveLength(1)
})

test("what an admin does stands for no attempt", async () => {
  const { muster, app, verify, read } = await openRead()
  await verify(otherThan(app.code()))
  await muster.users.reset({ accountId, userId: ann.id, actor: system, reason: "phone lost" })
  expect(await read()).toEqual([...enrolling, null])
})
