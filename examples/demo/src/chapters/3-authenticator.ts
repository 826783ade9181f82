import { qrPng, qrTerminal } from "@muster/core/qr"
import { expectKind } from "@muster/sdk"
import { type Phone, phoneWith, scan } from "../parts/phone.js"
import { chapter, holds, show, tell } from "../parts/story.js"
import type { World } from "../parts/world.js"

/** The QR code is drawn by Muster, read by another program, and used by an authenticator of another make. */
export async function authenticator({ muster, clock }: World, ticket: string): Promise<Phone> {
  chapter(3, "Ann adds the account to her authenticator app")
  const issued = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  holds(issued.present === "scan-or-type", "at a desktop the key can be scanned")
  show(qrTerminal(issued.otpauthUri))
  tell(`Service ${issued.issuer}, account ${issued.label}, key ${issued.setupKey.groups.join(" ")}`)

  const scanned = scan(await qrPng(issued.otpauthUri))
  holds(scanned === issued.otpauthUri, "the picture says what it was drawn from")
  tell("An independent reader decodes the picture; an independent library computes the codes.")
  return phoneWith(scanned, clock)
}
