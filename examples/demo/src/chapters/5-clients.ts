import { formatBuild } from "@muster/policy"
import { expectKind } from "@muster/sdk"
import { chapter, holds, tell } from "../parts/story.js"
import { accountId, type World } from "../parts/world.js"

/** An old client hears about its age before any code; a phone gets the key and no QR code. */
export async function clients({ muster, inbox }: World): Promise<void> {
  chapter(5, "An old client, and a phone")
  const ann = { id: "ann", email: "ann@acme.example" }
  const old = { platform: "windows", build: "v4.2 b1400" } as const
  const refused = await muster.signIn.begin({ accountId, user: ann, client: old, primary: "password" })
  const update = expectKind(refused, "update-client")
  tell(`Ann's old laptop (${old.build}) is told to update to ${formatBuild(update.minimum)}: ${update.updateUrl}`)

  const ben = { id: "ben", email: "ben@acme.example" }
  const phone = { platform: "ios", build: "v4.3 b1575" } as const
  const begun = expectKind(
    await muster.signIn.begin({ accountId, user: ben, client: phone, primary: "password" }),
    "enroll",
  )
  await muster.enrollment.sendEmailCode({ ticket: begun.ticket })
  const code = /^\d{6}$/m.exec((await inbox.next("ben@acme.example")).text ?? "")?.[0]
  holds(code !== undefined, "the mail has the code")
  const { ticket } = expectKind(
    await muster.enrollment.verifyEmailCode({ ticket: begun.ticket, code }),
    "email-verified",
  )
  const issued = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  holds(issued.present === "type", "a phone cannot photograph its own screen")
  tell(`Ben's phone shows the key to type, in ${issued.setupKey.groups.length} groups of four, and a link; no QR code.`)
}
