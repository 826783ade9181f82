import { expectKind } from "@muster/sdk"
import { readCode, signInWithPassword } from "../parts/sign-in.js"
import { chapter, holds, tell } from "../parts/story.js"
import type { World } from "../parts/world.js"

/** The first sign-in after enabling leads into enrollment; a code goes through a real mail server. */
export async function emailCode(world: World): Promise<string> {
  const { muster } = world
  chapter(2, "Ann signs in with her password, and is asked to enroll")
  const client = { platform: "windows", build: "v4.3 b1575" } as const
  const begun = expectKind(await signInWithPassword(world, "ann@acme.example", "battery staple", client), "enroll")
  tell(`The answer is "enroll", because of ${begun.reasons.map(({ code }) => code).join(", ")}.`)

  const sent = expectKind(await muster.enrollment.sendEmailCode({ ticket: begun.ticket }), "email-code-sent")
  holds(sent.delivery === "sent", "the mail server took the mail")
  const { code, subject } = await readCode(world, "ann@acme.example")
  tell(`A mail to ${sent.maskedEmail} came through SMTP: "${subject}".`)

  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`
  const verified = expectKind(
    await muster.enrollment.verifyEmailCode({ ticket: begun.ticket, code: spaced }),
    "email-verified",
  )
  const again = await muster.enrollment.issueKey({ ticket: begun.ticket })
  holds(again.kind === "ticket-rejected", "the ticket from the password alone reads no key")
  tell(`She types "${spaced}". The new ticket names her enrollment; the one before reads nothing any more.`)
  return verified.ticket
}
