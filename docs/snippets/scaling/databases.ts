import { postgresMailBudget, postgresStore, type SqlClient } from "@muster/adapters-postgres"
import { createMuster, type Muster, type MusterOptions } from "@muster/sdk"

export interface Databases {
  /** Each of them migrated. */
  readonly clients: Readonly<Record<string, SqlClient>>
  /** Where your own table says that the account lives. */
  databaseOf(accountId: string): Promise<string>
  /** The one that counts mail for all of them: an address may be known in several. */
  readonly mailBudgetIn: string
}

/** One Muster for each database. The options, keys too, are the same for all. */
export function musterPerDatabase(
  { clients, databaseOf, mailBudgetIn }: Databases,
  options: Omit<MusterOptions, "store" | "mailBudget">,
) {
  const clientOf = (name: string): SqlClient => {
    const client = clients[name]
    if (client === undefined) throw new Error(`There is no database ${name}.`)
    return client
  }
  const mailBudget = postgresMailBudget({ client: clientOf(mailBudgetIn) })
  const musters = new Map<string, Muster>(
    Object.keys(clients).map((name) => [
      name,
      createMuster({ ...options, store: postgresStore({ client: clientOf(name) }), mailBudget }),
    ]),
  )
  return {
    /** For every call about an account: `(await musterOf(accountId)).signIn.begin({ accountId, … })`. */
    async musterOf(accountId: string): Promise<Muster> {
      const name = await databaseOf(accountId)
      const muster = musters.get(name)
      if (muster === undefined) throw new Error(`There is no database ${name}.`)
      return muster
    },
    /** Jobs, and `keys.status`, run for each database. */
    musters: [...musters.values()],
  }
}
