import { removeFactor as remove } from "@muster/enrollment"
import { decideSignIn, type Refused } from "@muster/policy"
import type { Factors } from "../api/factors.js"
import type { NotEnrolled, ProofNeeded } from "../api/refusals.js"
import { primaryOf } from "../authentication-methods.js"
import type { Dependencies } from "../dependencies.js"
import { directoryUser } from "../people/directory-users.js"
import { mayLowerAdmins, refusedAsLastAdmin } from "../people/last-enrolled-admin.js"
import type { DirectoryUser } from "../ports/index.js"
import { type OwnSession, ownProofNeeded } from "../sessions/own-session.js"
import { userFacts } from "../user-facts.js"
import { changeOwn, unchanged } from "./change-own.js"
import { ownWrites } from "./own-writes.js"

type Answer = { readonly kind: "removed" } | ProofNeeded | NotEnrolled | Refused

/** Takes the factor away for its own user; of two admins who do so at once, and would be the last, only one succeeds. */
export async function removeFactor(
  deps: Dependencies,
  input: Parameters<Factors["remove"]>[0],
): ReturnType<Factors["remove"]> {
  return changeOwn<Answer>(deps, input.assurance, async (session) => {
    const { assurance, state } = session
    const { record, account } = state
    const removed = remove(record)
    if (removed === null) return unchanged({ kind: "not-enrolled" })
    const user = await directoryUser(deps, assurance)
    // Before any proof is asked for: nobody types a code to be told that it was for nothing.
    const refused = refusedByAccount(session, user)
    if (refused !== null) return unchanged(refused)
    const proof = ownProofNeeded(deps, session)
    if (proof !== null) return unchanged(proof)
    const last = await refusedAsLastAdmin(deps, assurance, { account, record, user }, null)
    if (last !== null) return unchanged(last)
    return {
      kind: "change",
      record: removed.record,
      writes: await ownWrites(deps, session, removed),
      mayLowerAdmins: mayLowerAdmins(record, user),
      answer: () => ({ kind: "removed" }),
    }
  })
}

/** The rule of sign-ins itself: asked as if the user had no factor, it lets them in or has them enroll. */
function refusedByAccount({ assurance, state }: OwnSession, user: DirectoryUser | null): Refused | null {
  const { account, record, now } = state
  const primary = {
    // An `amr` cannot tell single sign-on from a mailed link, and only the one excuses.
    primary: user?.usesSso === true ? primaryOf(assurance) : "password",
    isService: user?.isService ?? false,
    hasLocalPassword: user?.hasLocalPassword ?? true,
  } as const
  const stage = { userId: assurance.userId, deviceGroupId: user?.deviceGroupId }
  const verdict = decideSignIn({
    account: account.rules,
    user: { ...userFacts(record, primary, stage), hasFactor: false },
    client: { platform: "web" },
    minimum: null,
    now,
  })
  return verdict.kind === "allow" ? null : { kind: "refused", reasons: verdict.reasons }
}
