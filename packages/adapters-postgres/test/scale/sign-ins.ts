import { generateTotp } from "@muster/core"
import { expectKind } from "@muster/sdk"
import { expect, test } from "vitest"
import { accountAt, largeAccount } from "../../../../bench/scale/names.js"
import { signersTotp } from "../../../../bench/scale/seed.js"
import { system } from "../../../sdk/test/world.js"
import { undone } from "./plan.js"
import type { OpenSeeded } from "./seeded.js"

/** A forced logout of the large account may take this many times what one of the smallest takes. */
export const largeToSmall = 3
const rounds = 25
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] as number

/** The tests about signing in, and about being signed out. */
export function testSignIns(opened: () => OpenSeeded): void {
  test("users whose secrets are sealed for themselves sign in among all the others", async () => {
    const { pool, worldOn, signers } = opened()
    const { muster, clock } = worldOn(pool)
    clock.advance({ minutes: 2 })
    for (const { userId, secret } of signers.slice(0, 20)) {
      const call = { accountId: largeAccount, user: { id: userId, email: null }, client: { platform: "web" } } as const
      const { ticket } = expectKind(await muster.signIn.begin({ ...call, primary: "password" }), "challenge")
      const code = generateTotp({ secret, at: clock.now(), parameters: signersTotp })
      expectKind(await muster.signIn.verify({ ticket, code }), "signed-in")
    }
  })

  test("a forced logout writes the account's row, its event, and nothing else, however many sessions it ends", async () => {
    const { pool, worldOn } = opened()
    await undone(pool, async (connection) => {
      const { muster } = worldOn(connection)
      const { items } = await muster.users.list({ accountId: largeAccount, limit: 500 })
      // Whoever is exempt stays. Of the others two sessions each, as with two devices.
      const bound = items.filter(({ exemptUntil }) => exemptUntil === null)
      const sessions = bound.flatMap(({ userId }) =>
        [0, 1].map((signedInAt) => muster.sessions.adopt({ accountId: largeAccount, userId, signedInAt })),
      )
      const alive = async () => {
        const verdicts = []
        for (const assurance of sessions) verdicts.push((await muster.sessions.check({ assurance })).kind)
        return verdicts.filter((kind) => kind === "continue").length
      }
      expect(await alive()).toBeGreaterThan(50)
      const before = await written(connection)
      const call = { accountId: largeAccount, actor: system, forcedLogout: "now" } as const
      expectKind(await muster.accounts.setForcedLogout(call), "saved")
      const after = await written(connection)
      const changed = Object.entries(after).filter(([table, count]) => count !== before[table])
      expect(changed.map(([table, count]) => [table, count - (before[table] ?? 0)])).toEqual([
        ["accounts", 1],
        ["events", 1],
      ])
      expect(await alive()).toBe(0)
    })

    /** Rows that this transaction has written, by table. */
    async function written(connection: { query: typeof pool.query }): Promise<Readonly<Record<string, number>>> {
      const { rows } = await connection.query(
        `select relname, n_tup_ins + n_tup_upd + n_tup_del as rows from pg_stat_xact_user_tables
         where schemaname = $1 order by relname`,
        [opened().schema],
      )
      return Object.fromEntries(rows.map(({ relname, rows }) => [relname, Number(rows)]))
    }
  })

  test("a forced logout of the large account takes as long as one of a small account", async () => {
    const { pool, worldOn } = opened()
    const milliseconds = async (accountId: string) =>
      undone(pool, async (connection) => {
        const { muster } = worldOn(connection)
        const began = performance.now()
        const call = { accountId, actor: system, forcedLogout: "now" } as const
        expectKind(await muster.accounts.setForcedLogout(call), "saved")
        return performance.now() - began
      })
    const times: { readonly large: number[]; readonly small: number[] } = { large: [], small: [] }
    for (let round = 0; round < rounds; round++) {
      times.large.push(await milliseconds(largeAccount))
      times.small.push(await milliseconds(accountAt(10)))
    }
    expect(median(times.large) / median(times.small)).toBeLessThan(largeToSmall)
  })
}
