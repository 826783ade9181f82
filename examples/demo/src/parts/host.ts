import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto"
import type { SignInUser } from "@muster/sdk"

interface Row {
  readonly user: SignInUser
  readonly salt: Buffer
  readonly hash: Buffer
}

/** What the product had before Muster: its own users and its own password check. Muster never sees a password. */
export class HostUsers {
  readonly #rows = new Map<string, Row>()

  add(user: SignInUser & { readonly email: string }, password: string): void {
    const salt = randomBytes(16)
    this.#rows.set(user.email, { user, salt, hash: scryptSync(password, salt, 32) })
  }

  checkPassword(email: string, password: string): SignInUser | undefined {
    const row = this.#rows.get(email)
    if (row === undefined) return undefined
    return timingSafeEqual(row.hash, scryptSync(password, row.salt, 32)) ? row.user : undefined
  }
}
