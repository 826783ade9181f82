import { expectKind } from "@muster/sdk"
import type { Phone } from "../parts/phone.js"
import { signInWithPassword } from "../parts/sign-in.js"
import { chapter, holds, tell } from "../parts/story.js"
import type { World } from "../parts/world.js"

/** Confirming, signing in, and what happens to a code that was used or is wrong. Ann keeps her recovery codes. */
export async function codes(world: World, ticket: string, phone: Phone): Promise<readonly string[]> {
  const { muster, clock, inbox } = world
  chapter(4, "Ann confirms, and signs in with a code from now on")
  const enrolled = expectKind(await muster.enrollment.confirm({ ticket, code: phone.code() }), "enrolled")
  const { next } = enrolled
  holds(next.kind === "signed-in", "enrolling ends signed in")
  tell(`Enrolled: ${enrolled.recoveryCodes.length} recovery codes, amr = [${next.assurance.amr.join(", ")}].`)
  tell(
    `The host has to: ${next.hostMust.join(", ")}. A mail confirms it: "${(await inbox.next("ann@acme.example")).subject}".`,
  )

  const client = { platform: "windows", build: "v4.3 b1575" } as const
  const challenge = async () =>
    expectKind(await signInWithPassword(world, "ann@acme.example", "battery staple", client), "challenge")

  clock.advance({ seconds: 30 })
  const code = phone.code()
  const first = await challenge()
  const done = expectKind(await muster.signIn.verify({ ticket: first.ticket, code }), "signed-in")
  tell(`Next sign-in: asked for ${first.digits} digits, and signed in (${done.assurance.method}).`)

  const second = await challenge()
  const replayed = expectKind(await muster.signIn.verify({ ticket: second.ticket, code }), "wrong-code")
  holds(replayed.why === "already-used", "a code works once")
  tell(
    `The same code again, with a new ticket: ${replayed.why}; ${replayed.attemptsLeft} tries left, the attempt was given back.`,
  )

  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0")
  const refused = expectKind(await muster.signIn.verify({ ticket: second.ticket, code: wrong }), "wrong-code")
  holds(refused.why === "mismatch" && refused.attemptsLeft === replayed.attemptsLeft - 1, "a wrong code is counted")
  tell(`A wrong code: ${refused.why}; ${refused.attemptsLeft} tries left.`)
  return enrolled.recoveryCodes
}
