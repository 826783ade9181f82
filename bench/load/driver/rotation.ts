import { type Codes, codesOf, isAdmin, type Population, stepOf } from "../arrange/users.js"

/** Gives the users their turns. */
export interface Rotation {
  /** Takes the next user who is at no door and has used no code of this time step, with what their authenticator shows. */
  take(): { readonly user: number; readonly codes: Codes }
  /** Gives a user back; `gone`: they have no factor any more. */
  giveBack(user: number, gone: boolean): void
  /** A user who comes in a moment, for an edit that meets them at the door; each once, and no admin. `null`: there is none left. */
  comingUp(): number | null
}

/** How far ahead an edit looks: the turn comes while it is on its way. */
const ahead = 2

/** Begins with the first user. */
export function createRotation(population: Population, seed: string): Rotation {
  const { users } = population
  const taken = new Uint8Array(users)
  const edited = new Uint8Array(users)
  const lastStep = new Float64Array(users)
  let next = 0
  return {
    take() {
      const now = Date.now()
      for (let looked = 0; looked < users; looked++) {
        const user = next
        next = (next + 1) % users
        if (taken[user] === 1 || (lastStep[user] ?? 0) >= stepOf(now)) continue
        const codes = codesOf(user, seed, now)
        if (codes === null) continue
        taken[user] = 1
        lastStep[user] = codes.step
        return { user, codes }
      }
      throw new Error("too few users for so many sign-ins: each has one code in 30 seconds")
    },
    giveBack(user, gone) {
      if (!gone) taken[user] = 0
    },
    comingUp() {
      for (let looked = 0; looked < users; looked++) {
        const user = (next + ahead + looked) % users
        if (edited[user] === 1 || isAdmin(user, population)) continue
        edited[user] = 1
        return user
      }
      return null
    },
  }
}
