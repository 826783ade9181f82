import { memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { expectKind, type MusterOptions } from "../src/index.js"
import type { DirectoryUser, MusterStore } from "../src/ports/index.js"
import { directoryOf, directoryUser } from "./directory.js"
import { accountId, openWorld, system } from "./world.js"

/** The first instant of the date in Berlin. */
export const logoutAt = Date.parse("2026-12-03T23:00:00Z")
export const forcedLogout = { date: "2026-12-04", timeZone: "Europe/Berlin" } as const

/** As many users as are wanted, who have not enrolled, called user-00000 and so on. */
export function manyUsers(count: number): readonly DirectoryUser[] {
  return Array.from({ length: count }, (_, index) => directoryUser(`user-${String(index).padStart(5, "0")}`))
}

/** An account with a date and these users, and other machines on the same store, directory and clock. */
export async function openReminding(users: readonly DirectoryUser[], given: Partial<MusterOptions> = {}) {
  const store = given.store ?? memoryStore()
  // All machines have the same keys, or none could send what another has written.
  const options = { keys: ephemeralKeys(), ...given }
  const { directory, calls } = directoryOf(users)
  const first = openWorld({ store, directory, ...options })
  expectKind(await first.muster.accounts.enable({ accountId, actor: system, forcedLogout }), "enabled")
  const reminded = (mailer = first.mailer) =>
    mailer.sent.filter(({ message }) => message.kind === "forced-logout-reminder").map(({ key }) => key.userId)
  return {
    ...first,
    store,
    calls,
    /** Whom a machine has mailed a reminder, by default the first one, in the order of sending. */
    reminded,
    /** Muster on another machine, over this store or one that does something on the way. */
    machine: (over: MusterStore = store) => openWorld({ directory, clock: first.clock, ...options, store: over }),
    /** Moves on to a day and hour before the logout. */
    at: (before: { readonly days?: number; readonly hours?: number }) =>
      first.clock.set(logoutAt - ((before.days ?? 0) * 24 + (before.hours ?? 0)) * 3_600_000),
  }
}
