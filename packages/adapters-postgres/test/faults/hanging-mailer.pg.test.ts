import { setTimeout as sleep } from "node:timers/promises"
import { expect, test } from "vitest"
import { openWorld } from "../../../sdk/test/world.js"
import { openFaults } from "./open-faults.js"

const bob = { id: "bob", email: "bob@acme.example" }

test("while a mailer hangs, no transaction is open and no lock is held, and others use the only connection", async () => {
  const { store, keys, clock, direct, schema, pool, begin, enrollTicket, close } = await openFaults({
    pool: { max: 1 },
  })
  let accept: (() => void) | undefined
  const hanging = new Promise<void>((resolve) => {
    accept = resolve
  })
  let isSending = false
  const mailer = {
    async send() {
      isSending = true
      await hanging
      return { kind: "accepted" } as const
    },
  }
  const { muster } = openWorld({ store, keys, clock, mailer })
  const sending = muster.enrollment.sendEmailCode({ ticket: await enrollTicket(bob) })
  while (!isSending) await sleep(1)

  expect(pool.idleCount).toBe(pool.totalCount)
  const { rows: open } = await direct.query(
    "select state from pg_stat_activity where application_name = $1 and state <> 'idle'",
    [schema],
  )
  const { rows: locks } = await direct.query(
    `select mode from pg_locks l join pg_class c on c.oid = l.relation
     where c.relnamespace = $1::regnamespace and l.pid <> pg_backend_pid()`,
    [schema],
  )
  expect([open, locks]).toEqual([[], []])
  expect((await begin()).kind).toBe("challenge")

  accept?.()
  expect((await sending).kind).toBe("email-code-sent")
  await close()
})
