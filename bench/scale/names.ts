/** The account that is as large as all others together. */
export const largeAccount = accountAt(0)

/** The id of an account by its place. */
export function accountAt(place: number): string {
  return `account-${String(place).padStart(6, "0")}`
}

/** The id of a user by their place among all; users of one account follow each other. */
export function userAt(place: number): string {
  return `user-${String(place).padStart(8, "0")}`
}

/** The id of a user of the large account who can sign in. Comes before everybody of {@link userAt}. */
export function signerAt(place: number): string {
  return `signer-${String(place).padStart(4, "0")}`
}

/** The same ids in SQL, by an expression for the place. */
export const sqlIds = {
  account: (place: string) => `'account-' || lpad((${place})::text, 6, '0')`,
  user: (place: string) => `'user-' || lpad((${place})::text, 8, '0')`,
  group: (place: string) => `'group-' || lpad((${place})::text, 6, '0')`,
  /** 22 characters, as random ids have; of one seed and one place always the same. */
  random: (seed: string, place: string) =>
    `left(translate(encode(sha256(('${seed}-' || (${place}))::bytea), 'base64'), '+/', '-_'), 22)`,
} as const
