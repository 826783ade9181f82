import type { Assurance, SignedIn, SignInUser } from "@muster/sdk"
import { muster } from "./muster.js"

/** Your session, which keeps a ticket while somebody signs in and the assurance from then on. */
export interface Session {
  ticket?: string
  assurance?: Assurance
  rotateId(): Promise<void>
  endOthersOfUser(): Promise<void>
}

/** 1. The password was right. */
export async function afterPassword(session: Session, accountId: string, user: SignInUser) {
  const next = await muster.signIn.begin({ accountId, user, client: { platform: "web" }, primary: "password" })
  if (next.kind === "signed-in") return signedIn(session, next)
  if (next.kind !== "update-client") session.ticket = next.ticket
  return next // challenge: the code form; enroll: the page of next.current; update-client: what to install
}

/** 2. The code form was sent. */
export async function afterCode(session: Session, code: string) {
  const answer = await muster.signIn.verify({ ticket: session.ticket ?? "", code })
  return answer.kind === "signed-in" ? signedIn(session, answer) : answer // a refusal says why, and when to try again
}

/** 3. Each request of a session. `logout`: end it; else let it do what `capabilities` say. */
export async function onRequest(session: Session) {
  return muster.sessions.check({ assurance: session.assurance })
}

/** Every sign-in ends here. */
export async function signedIn(session: Session, { kind, assurance, hostMust }: SignedIn) {
  if (hostMust.includes("rotate-session-id")) await session.rotateId()
  if (hostMust.includes("end-other-sessions")) await session.endOthersOfUser()
  session.assurance = assurance
  return { kind }
}
