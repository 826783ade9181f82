import type { Instant } from "@muster/core"
import { enrollmentStatus, type UserRecord } from "@muster/enrollment"
import type { PersonFacts } from "@muster/policy"
import type { DirectoryUser } from "../ports/index.js"
import { readUserState } from "../state/user-state.js"
import type { AccountPerson } from "./account-people.js"

/** What the rules about people ask. Of whom the directory does not list, nothing is taken for granted. */
export function personFacts(user: DirectoryUser | null, record: UserRecord, now: Instant): PersonFacts {
  return { ...hostFacts(user), state: enrollmentStatus(record, now), exemptUntil: record.exemption?.until ?? null }
}

/**
 * What counting asks. The stored state is not read where its column says all there is to say: a factor goes with a save
 * alone, and whoever has one is counted as enrolled whatever else holds.
 */
export function countedFacts({ user, row }: AccountPerson, now: Instant): PersonFacts {
  if (row?.user.value.columns.status === "enrolled") {
    return { ...hostFacts(user), state: "enrolled", exemptUntil: null }
  }
  return personFacts(user, readUserState(row?.user).record, now)
}

function hostFacts(user: DirectoryUser | null): Omit<PersonFacts, "state" | "exemptUntil"> {
  return {
    isAdmin: user?.isAdmin ?? false,
    isService: user?.isService ?? false,
    hasLocalPassword: user?.hasLocalPassword ?? true,
    // Magic links and passkeys leave no password either, and excuse nobody.
    usesSso: user?.usesSso ?? false,
    hasEmail: user !== null && user.email !== null,
    client: user?.lastClient ?? null,
  }
}
