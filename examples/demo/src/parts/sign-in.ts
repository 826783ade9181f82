import type { Client } from "@muster/policy"
import type { BeginResult } from "@muster/sdk"
import { holds } from "./story.js"
import { accountId, type World } from "./world.js"

/** What the product's login does: its own password check first, and then the question what comes next. */
export async function signInWithPassword(
  { muster, users }: World,
  email: string,
  password: string,
  client: Client,
): Promise<BeginResult> {
  const user = users.checkPassword(email, password)
  holds(user !== undefined, "the password is right")
  return muster.signIn.begin({ accountId, user, client, primary: "password" })
}

/** Reads the newest mail to an address as its owner does, and finds the code on a line of its own. */
export async function readCode(
  { inbox }: World,
  email: string,
): Promise<{ readonly code: string; readonly subject: string }> {
  const mail = await inbox.next(email)
  const code = /^\d{6}$/m.exec(mail.text ?? "")?.[0]
  holds(code !== undefined, "the mail has the code on a line of its own")
  return { code, subject: mail.subject ?? "" }
}
