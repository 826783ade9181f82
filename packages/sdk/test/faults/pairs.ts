import { expectKind } from "../../src/index.js"
import { accountId, ann, otherThan, system, web } from "../world.js"
import { openCounted } from "./work.js"

export type Counted = Awaited<ReturnType<typeof openEnrolled>>
type Prepared = () => Promise<unknown>
/** Makes a call ready; again and again, for as long as its world lasts. */
export type Prepare = (counted: Counted) => Prepared | Promise<Prepared>

const bob = { id: "bob", email: "bob@acme.example" }
/** A recovery code that nobody has, but for a chance of one in 2^120. */
const nobodys = "0000-0000-0000-0000-0000-000A"

/** Ann is enrolled, and has used one recovery code; bob has only begun. */
export async function openEnrolled() {
  const counted = openCounted()
  const { world } = counted
  const { muster, clock } = world
  await world.enable()
  await muster.accounts.configure({ accountId: "globex", actor: system, settings: { timeZone: "Europe/Berlin" } })
  const { app, enrolled } = await world.enrollUser()
  const [spent = "", unspent = ""] = enrolled.recoveryCodes
  const { assurance } = expectKind(enrolled.next, "signed-in")
  await muster.signIn.useRecoveryCode({ ticket: await world.challengeTicket(), code: spent })
  await world.sendCode(await world.enrollTicket(bob), bob.email)
  clock.advance({ minutes: 5 })
  /** Waits are over, and the count begins anew. */
  const refresh = async () => {
    const call = { accountId, actor: system, reason: "the next round" }
    for (const userId of ["ann", "bob"]) await muster.users.unlock({ ...call, userId })
    clock.advance({ days: 1 })
  }
  return { ...counted, app, assurance, spent, unspent, refresh }
}

export const verify =
  (what: (counted: Counted) => string, user = ann): Prepare =>
  async (counted) => {
    const { muster, challengeTicket } = counted.world
    const ticket = await challengeTicket(user)
    const code = what(counted)
    return () => muster.signIn.verify({ ticket, code })
  }
export const recover =
  (what: (counted: Counted) => string): Prepare =>
  async (counted) => {
    const { muster, challengeTicket } = counted.world
    const ticket = await challengeTicket()
    return () => muster.signIn.useRecoveryCode({ ticket, code: what(counted) })
  }
export const wrong = ({ app }: Counted) => otherThan(app.code())
const ofAnExpiredStep = ({ app, world: { clock } }: Counted) => {
  clock.advance({ minutes: -5 })
  const old = app.code()
  clock.advance({ minutes: 5 })
  return old
}
/** No digit is right. */
const farOff = ({ app }: Counted) => [...app.code()].map((digit) => (Number(digit) + 1) % 10).join("")
/** All digits but the last are right. */
const nearly = ({ app }: Counted) => app.code().replace(/\d$/, (digit) => `${(Number(digit) + 1) % 10}`)

export const begin =
  (user: typeof ann, account = accountId): Prepare =>
  ({ world: { muster } }) => {
    return () => muster.signIn.begin({ accountId: account, user, client: web, primary: "password" })
  }
const mailed =
  (what: (codes: { readonly own: string; readonly other: string }) => string): Prepare =>
  async (counted) => {
    const { muster, enrollTicket, sendCode, clock } = counted.world
    const [own, other] = [await enrollTicket(bob), await enrollTicket(bob)]
    const codes = { other: await sendCode(other, bob.email), own: "" }
    clock.advance({ minutes: 1 })
    codes.own = await sendCode(own, bob.email)
    return () => muster.enrollment.verifyEmailCode({ ticket: own, code: what(codes) })
  }
/** While ann waits after wrong codes. */
const waiting =
  (what: (counted: Counted) => string): Prepare =>
  async (counted) => {
    const call = await verify(what)(counted)
    for (let tries = 0; tries < 5; tries++) await (await verify(wrong)(counted))()
    return call
  }

export interface Pair {
  readonly one: Prepare
  readonly other: Prepare
  /** What both answer; absent: they may differ, since they are told apart by right. */
  readonly answer?: string
  readonly store: string
}

/** As near to a right code as a wrong one comes, and as far from it. */
export const digits: Pair = {
  one: verify(farOff),
  other: verify(nearly),
  answer: "wrong-code mismatch",
  store: "chargeUser",
}

/** Whoever sees answer and time learns nothing about which of the two it was, or nothing but what the answer says. */
export const pairs: Readonly<Record<string, Pair>> = {
  "a wrong code, and that of an expired step": {
    one: verify(wrong),
    other: verify(ofAnExpiredStep),
    answer: "wrong-code mismatch",
    store: "chargeUser",
  },
  "a wrong recovery code, and one that is spent": {
    one: recover(() => nobodys),
    other: recover(({ spent }) => spent),
    answer: "wrong-code mismatch",
    store: "chargeUser",
  },
  "a wrong email code, and that of another ticket": {
    one: mailed(({ own, other }) => (otherThan(own) === other ? otherThan(other) : otherThan(own))),
    other: mailed(({ other }) => other),
    answer: "wrong-code mismatch",
    store: "chargeUser",
  },
  "a right code while its user waits, and a wrong one": {
    one: waiting(({ app }) => app.code()),
    other: waiting(wrong),
    answer: "throttled",
    store: "chargeUser",
  },
  "the primary method of a user who is not known, and of one who has begun to enroll": {
    one: begin({ id: "eve", email: "eve@acme.example" }),
    other: begin(bob),
    answer: "enroll",
    store: "loadUser",
  },
  // It was told who passed the primary method, and says what comes next: enrolling or a code.
  "the primary method of a user without a factor, and of one with it": {
    one: begin(bob),
    other: begin(ann),
    store: "loadUser",
  },
  "the primary method in an account that is not known, and in one where two-factor is off": {
    one: begin(ann, "nobodys"),
    other: begin(ann, "globex"),
    answer: "signed-in",
    store: "loadUser",
  },
}
