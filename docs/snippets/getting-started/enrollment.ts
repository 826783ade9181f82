import { qrSvg } from "@muster/core/qr"
import { muster } from "./muster.js"
import { type Session, signedIn } from "./sign-in.js"

/** "Continue" and "Send a new code". */
export async function sendCode({ ticket = "" }: Session) {
  return muster.enrollment.sendEmailCode({ ticket })
}

/** Each page load: the step that the user is on. Sends nothing, changes nothing. */
export async function enrollmentPage({ ticket = "" }: Session) {
  const step = await muster.enrollment.current({ ticket })
  if (step.kind !== "key-issued" || step.present === "type") return step
  return { ...step, qr: qrSvg(step.otpauthUri, { title: "QR code for your authenticator app" }) }
}

/** The mailed code. The new ticket names this enrollment: keep it in place of the old one. */
export async function afterEmailCode(session: Session, code: string) {
  const answer = await muster.enrollment.verifyEmailCode({ ticket: session.ticket ?? "", code })
  if (answer.kind !== "email-verified") return answer
  session.ticket = answer.ticket
  return muster.enrollment.issueKey(answer)
}

/** The app's first code. Show the recovery codes now; nothing shows them again. */
export async function afterAppCode(session: Session, code: string) {
  const answer = await muster.enrollment.confirm({ ticket: session.ticket ?? "", code })
  if (answer.kind === "enrolled" && answer.next.kind === "signed-in") await signedIn(session, answer.next)
  return answer
}
