import { actorOf } from "../actor.js"
import { formatDateAndTime } from "../instant.js"
import type { MailContent } from "../layout.js"
import type { MessageOf } from "./message-of.js"

/** An admin, or the host, took over the authenticator that another system knew. */
export function factorImported({ at, by }: MessageOf<"factor-imported">, issuer: string): MailContent {
  return {
    subject: `Your authenticator app works for ${issuer}`,
    heading: `Your ${issuer} sign-in asks for a code from your authenticator app from now on.`,
    blocks: [
      `${actorOf(by, issuer)} took it over on ${formatDateAndTime(at)}: use the entry that your app has for ${issuer} already.`,
      "Earlier recovery codes do not work any more. Make new ones when you are signed in.",
      "If your app has no such entry, or you did not expect this, tell your administrator.",
    ],
  }
}
