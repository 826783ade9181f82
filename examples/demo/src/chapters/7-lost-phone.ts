import { expectKind, explain } from "@muster/sdk"
import { type Phone, phoneWith } from "../parts/phone.js"
import { readCode, signInWithPassword } from "../parts/sign-in.js"
import { chapter, holds, tell } from "../parts/story.js"
import { accountId, type World } from "../parts/world.js"

const email = "ann@acme.example"
const client = { platform: "windows", build: "v4.3 b1575" } as const

/** A phone is lost three times: with a recovery code at hand, by the mailbox alone, and with an admin's help. */
export async function lostPhone(world: World, first: Phone, recoveryCodes: readonly string[]): Promise<void> {
  chapter(7, "Ann loses her phone")
  const second = await byRecoveryCode(world, first, recoveryCodes)
  await byMailbox(world, second)
  await byAdmin(world)
}

const signIn = (world: World) => signInWithPassword(world, email, "battery staple", client)

async function byRecoveryCode(world: World, old: Phone, recoveryCodes: readonly string[]): Promise<Phone> {
  const { muster, inbox } = world
  const { ticket, lostPhone } = expectKind(await signIn(world), "challenge")
  const without = await muster.factors.beginReplacement({ ticket })
  holds(without.kind === "proof-needed", "the password alone replaces nothing")
  tell(`The rule is ${lostPhone}. With the password alone: ${explain(without).detail}`)

  const [recoveryCode = ""] = recoveryCodes
  const begun = expectKind(await muster.factors.beginReplacement({ ticket, recoveryCode }), "enroll")
  tell(`With a recovery code she may set up another phone; a mail says so: "${(await inbox.next(email)).subject}".`)
  const phone = await setUp(world, begun.ticket)
  tell(`Confirmed on the new phone; a mail says so: "${(await inbox.next(email)).subject}".`)

  const again = expectKind(await signIn(world), "challenge")
  const refused = await muster.signIn.verify({ ticket: again.ticket, code: old.code() })
  holds(refused.kind === "wrong-code", "the old phone's codes are dead")
  const spent = await muster.signIn.useRecoveryCode({ ticket: again.ticket, code: recoveryCodes[1] ?? "" })
  holds(spent.kind === "wrong-code", "and so are the recovery codes of before")
  tell("The old phone and the old recovery codes sign nobody in any more.")
  return phone
}

async function byMailbox(world: World, old: Phone): Promise<void> {
  const { muster, inbox, clock } = world
  await muster.accounts.configure({
    accountId,
    actor: { system: "help desk" },
    settings: { replacement: { rule: "self-service", holdHours: 24 } },
  })
  const { ticket } = expectKind(await signIn(world), "challenge")
  const held = expectKind(await muster.factors.beginReplacement({ ticket }), "held")
  tell(`By the rule self-service the mailbox is enough, after a day: "${(await inbox.next(email)).subject}".`)

  clock.advance({ seconds: 30 })
  const owner = expectKind(await signIn(world), "challenge")
  expectKind(await muster.signIn.verify({ ticket: owner.ticket, code: old.code() }), "signed-in")
  clock.set(held.until)
  const later = expectKind(await signIn(world), "challenge")
  const waits = await muster.factors.beginReplacement({ ticket: later.ticket })
  holds(waits.kind === "held", "a code of the old phone has ended the wait, and another begins")
  tell("Whoever has the old phone signs in with it, and what was begun without it is over.")
  await inbox.next(email)

  clock.set(waits.until)
  const open = expectKind(await signIn(world), "challenge")
  const begun = expectKind(await muster.factors.beginReplacement({ ticket: open.ticket }), "enroll")
  await setUp(world, begun.ticket)
  tell(`A day later, with nobody to say no, she sets up the third: "${(await inbox.next(email)).subject}".`)
}

async function byAdmin(world: World): Promise<void> {
  const { muster, inbox } = world
  const reason = "phone lost, identity checked by video"
  const call = { accountId, userId: "ann", actor: { system: "help desk" }, reason }
  expectKind(await muster.users.reset(call), "reset")
  tell(
    `The help desk resets her, with a reason for the audit log; a mail says so: "${(await inbox.next(email)).subject}".`,
  )
  holds((await signIn(world)).kind === "enroll", "whoever has lost a factor enrolls at the next sign-in")
  const { items } = await muster.accounts.events({ accountId, userId: "ann", limit: 100 })
  const kept = items
    .map(({ kind }) => kind)
    .filter((kind) => kind.startsWith("factor-") || kind.startsWith("replacement-"))
  tell(`The audit log has it all: ${kept.reverse().join(", ")}.`)
}

/** From the ticket to the first code of the new phone. */
async function setUp(world: World, begun: string): Promise<Phone> {
  const { muster, clock } = world
  expectKind(await muster.enrollment.sendEmailCode({ ticket: begun }), "email-code-sent")
  const { code } = await readCode(world, email)
  const { ticket } = expectKind(await muster.enrollment.verifyEmailCode({ ticket: begun, code }), "email-verified")
  const issued = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  const phone = phoneWith(issued.otpauthUri, clock)
  expectKind(await muster.enrollment.confirm({ ticket, code: phone.code() }), "enrolled")
  return phone
}
