import * as z from "zod"
import { challenge } from "../answers/challenge.js"
import { clientRefusedNow } from "../answers/update-client.js"
import type { SignIn } from "../api/sign-in.js"
import { primaryOf } from "../authentication-methods.js"
import type { Dependencies } from "../dependencies.js"
import { clientSchema, parseInput } from "../input.js"
import { directoryUser } from "../people/directory-users.js"
import { confirmedAddress } from "../secrets.js"
import { ownSession } from "../sessions/own-session.js"

/** One read, no write: the challenge of a sign-in, for somebody whose session goes on. */
export async function stepUp(deps: Dependencies, input: Parameters<SignIn["stepUp"]>[0]): ReturnType<SignIn["stepUp"]> {
  const { client } = parseInput(z.object({ client: clientSchema }), { client: input.client })
  const session = await ownSession(deps, input.assurance)
  if (session.kind === "session-ended") return session
  const { assurance, state } = session
  const { accountId, userId } = assurance
  if (state.record.factor === null) return { kind: "not-enrolled" }
  const known = await directoryUser(deps, assurance)
  const user = {
    id: userId,
    // Wrong codes are told to somebody, though the session does not say to whom.
    email: known?.email ?? (await confirmedAddress(deps, assurance, state.record.factor)),
    locale: known?.locale,
    isService: known?.isService,
    hasLocalPassword: known?.hasLocalPassword,
  }
  const primary = primaryOf(assurance)
  const outdated = clientRefusedNow(
    deps,
    { primary, isService: user.isService ?? false, hasLocalPassword: user.hasLocalPassword ?? true, client },
    state,
  )
  return outdated ?? challenge(deps, { accountId, user, client, primary }, state, true)
}
