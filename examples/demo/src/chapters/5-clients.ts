import { formatBuild } from "@muster/policy"
import { expectKind } from "@muster/sdk"
import { readCode, signInWithPassword } from "../parts/sign-in.js"
import { chapter, holds, tell } from "../parts/story.js"
import type { World } from "../parts/world.js"

/** An old client hears about its age before any code; a phone gets the key and no QR code. */
export async function clients(world: World): Promise<void> {
  const { muster } = world
  chapter(5, "An old client, and a phone")
  const old = { platform: "windows", build: "v4.2 b1400" } as const
  const update = expectKind(await signInWithPassword(world, "ann@acme.example", "battery staple", old), "update-client")
  tell(`Ann's old laptop (${old.build}) is told to update to ${formatBuild(update.minimum)}: ${update.updateUrl}`)

  const phone = { platform: "ios", build: "v4.3 b1575" } as const
  const begun = expectKind(await signInWithPassword(world, "ben@acme.example", "tall giraffe", phone), "enroll")
  await muster.enrollment.sendEmailCode({ ticket: begun.ticket })
  const { code } = await readCode(world, "ben@acme.example")
  const { ticket } = expectKind(
    await muster.enrollment.verifyEmailCode({ ticket: begun.ticket, code }),
    "email-verified",
  )
  const issued = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  holds(issued.present === "type", "a phone cannot photograph its own screen")
  tell(`Ben's phone shows the key to type, in ${issued.setupKey.groups.length} groups of four, and a link; no QR code.`)
}
