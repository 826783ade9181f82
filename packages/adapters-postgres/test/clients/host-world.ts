import { authenticator } from "@muster/core/testing"
import { expectKind, type HostTransaction } from "@muster/sdk"
import type { MusterStore } from "@muster/sdk/ports"
import { openWorld, web } from "../../../sdk/test/world.js"
import type { SqlClient } from "../../src/index.js"
import type { OpenHost } from "./host.js"

/** What a test does inside of the host's transaction, before and after the save. */
export interface Hooks {
  before?(tx: SqlClient): Promise<void>
  after?(tx: SqlClient): Promise<void>
}

interface Surroundings {
  readonly schema: string
  readonly store: MusterStore
  /** Sees only what has committed; on PGlite, whose one session it shares, only between transactions. */
  readonly outside: SqlClient
}

export type HostWorld = Awaited<ReturnType<typeof openHostWorld>>

/** A host with an enrolled user, in an account of their own. */
export async function openHostWorld(host: OpenHost, { schema, store, outside }: Surroundings) {
  const accountId = `account-${crypto.randomUUID()}`
  const { muster, clock, mailer } = openWorld({ store })
  await muster.accounts.enable({ accountId, actor: { system: "set-up" } })
  const userOf = (id: string) => ({ id, email: `${id}@acme.example` })
  const begin = (id: string) => muster.signIn.begin({ accountId, user: userOf(id), client: web, primary: "password" })
  const challenge = async (id: string) => expectKind(await begin(id), "challenge").ticket

  async function enroll(id: string, transaction?: HostTransaction) {
    const { ticket: first } = expectKind(await begin(id), "enroll")
    await muster.enrollment.sendEmailCode({ ticket: first })
    const code = mailer.lastCodeTo(userOf(id).email)
    const { ticket } = expectKind(await muster.enrollment.verifyEmailCode({ ticket: first, code }), "email-verified")
    const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
    const app = authenticator(otpauthUri, clock)
    const { recoveryCodes } = expectKind(
      await muster.enrollment.confirm({ ticket, code: app.code(), transaction }),
      "enrolled",
    )
    return { app, recoveryCodes }
  }
  const { app } = await enroll("ann")

  return {
    accountId,
    close: host.close,
    /** The host's transaction with hooks in it, and how often it was opened. */
    around(hooks: Hooks): { readonly transaction: HostTransaction; opened(): number } {
      let opened = 0
      return {
        opened: () => opened,
        transaction: (save, user) =>
          host.transaction(async (transaction) => {
            opened++
            const tx = transaction as SqlClient
            await hooks.before?.(tx)
            await save(tx)
            await hooks.after?.(tx)
          }, user),
      }
    },
    /** Ann signs in with a code that is fresh. */
    async signIn(transaction: HostTransaction) {
      clock.advance({ seconds: 30 })
      return muster.signIn.verify({ ticket: await challenge("ann"), code: app.code(), transaction })
    },
    /** Bob enrolls, confirming inside the transaction, and gets recovery codes. */
    enrollBob: async (transaction: HostTransaction) => (await enroll("bob", transaction)).recoveryCodes,
    /** Bob signs in with one of them. */
    recover: async (code: string, transaction: HostTransaction) =>
      muster.signIn.useRecoveryCode({ ticket: await challenge("bob"), code, transaction }),
    /** The rows of the host and of Ann that have committed. */
    async seen() {
      const { rows } = await outside.query(
        `select version, codes_failures, (select count(*) from ${schema}.sign_ins) as sign_ins
         from ${schema}.users where account_id = $1 and user_id = 'ann'`,
        [accountId],
      )
      const [row = {}] = rows
      return { signIns: Number(row.sign_ins), version: Number(row.version), failures: Number(row.codes_failures) }
    },
  }
}
