import { expect, test } from "vitest"
import { directoryOf, directoryUser } from "../../test/directory.js"
import { accountId, openWorld, system, web } from "../../test/world.js"
import { expectKind, type MusterOptions } from "../index.js"

const admin = { isAdmin: true, email: null }

/** Ada, an admin whom the directory describes so, in a session of hers. */
async function withAda(user: Parameters<typeof directoryUser>[1], options: Partial<MusterOptions> = {}) {
  const { directory } = directoryOf([directoryUser("ada", user), directoryUser("bob")])
  const world = openWorld({ directory, ...options })
  const signIn = { accountId, user: { id: "ada", email: null }, client: web, primary: "password" } as const
  const { assurance } = expectKind(await world.muster.signIn.begin(signIn), "signed-in")
  return { ...world, call: { accountId, actor: { assurance } } }
}

const codes = (reasons: readonly { readonly code: string }[]) => reasons.map(({ code }) => code)
const aboutAdmins = (reasons: readonly { readonly code: string }[]) =>
  codes(reasons).filter((code) => code.startsWith("acting-admin"))

test("an admin of single sign-on who has no password here switches two-factor on, and is told of no enrollment", async () => {
  const { muster, call } = await withAda({ ...admin, usesSso: true, hasLocalPassword: false })
  expect(expectKind(await muster.accounts.preview(call), "preview").refusals).toEqual([])
  const { warnings } = expectKind(await muster.accounts.enable(call), "enabled")
  expect(aboutAdmins(warnings)).toEqual([])
})

test("an admin of single sign-on who has a password here too is bound, and refused without an address", async () => {
  const { muster, call } = await withAda({ ...admin, usesSso: true })
  const answer = await muster.accounts.enable({ ...call, override: { reason: "sure" } })
  expect(codes(expectKind(answer, "refused").reasons)).toEqual(["acting-admin-cannot-enroll"])
})

test("an exempt admin without an address switches two-factor on until the exemption ends", async () => {
  const { muster, clock, call } = await withAda(admin)
  const until = clock.now() + 60_000
  await muster.users.exempt({ accountId, userId: "ada", actor: system, until, reason: "on leave" })
  expect(codes(expectKind(await muster.accounts.preview(call), "preview").refusals)).toEqual([])
  clock.set(until)
  expect(codes(expectKind(await muster.accounts.enable(call), "refused").reasons)).toEqual([
    "acting-admin-cannot-enroll",
  ])
  clock.set(until - 1)
  const { warnings } = expectKind(await muster.accounts.enable(call), "enabled")
  expect(aboutAdmins(warnings)).toEqual([])
})

test("where only an enrolled admin may switch two-factor on, no excuse takes the place of a factor", async () => {
  const sso = { ...admin, usesSso: true, hasLocalPassword: false }
  const { muster, call } = await withAda(sso, { defaults: { requireEnrolledAdmin: true } })
  const answer = await muster.accounts.enable({ ...call, override: { reason: "sure" } })
  expect(codes(expectKind(answer, "refused").reasons)).toEqual(["acting-admin-not-enrolled"])
})

test("an admin with an address, or one whom the directory does not list, is told to enroll and not refused", async () => {
  for (const options of [{}, { directory: directoryOf([directoryUser("bob")]).directory }]) {
    const { muster, call } = await withAda({ isAdmin: true }, options)
    const { warnings } = expectKind(await muster.accounts.enable(call), "enabled")
    expect(aboutAdmins(warnings)).toEqual(["acting-admin-not-enrolled"])
  }
})
