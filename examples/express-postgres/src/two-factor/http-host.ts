import type { HttpHost } from "@muster/http"
import { nodeRequest } from "@muster/http/node"
import type { Muster, SignedIn } from "@muster/sdk"
import type { Request as ExpressRequest } from "express"
import type { Pool } from "pg"
import { endSessionsOf, renewSession } from "../host/sessions.js"
import { inTransaction } from "../host/transaction.js"
import { checkPassword, findUser, noteLogin } from "../host/users.js"
import { assuranceOf } from "./assurance.js"

/** What this app does for Muster's routes: its passwords, its sessions, its transaction. */
export function httpHost(muster: Muster, pool: Pool): HttpHost {
  return {
    async verifyPrimary(_request, { email, password }) {
      const user = await checkPassword(pool, email, password)
      return user && { accountId: user.accountId, user, primary: "password" }
    },

    // The one place where a session begins: after the password where that is enough, after the code, after enrolling.
    async signedIn(result, request) {
      const req = expressRequest(request)
      const { accountId, userId, method } = result.assurance
      // After a code this was written with Muster's own rows; a password alone saves nothing.
      if (method === "primary-only") await noteLogin(pool, userId)
      await keep(req, result)
      return { body: { accountId, userId } }
    },

    async authenticate(request) {
      const { session } = expressRequest(request)
      const assurance = assuranceOf(muster, session)
      const user = session.userId === undefined ? null : await findUser(pool, session.userId)
      return assurance === undefined || user === null ? null : { assurance, user }
    },

    // Muster's rows, its mail and the app's own row are one commit. The attempt was spent before, in a commit of its
    // own.
    transaction: (save, { user }) =>
      inTransaction(pool, async (client) => {
        await save(client)
        await noteLogin(client, user.userId)
      }),
  }

  async function keep(req: ExpressRequest, { assurance, hostMust }: SignedIn) {
    const { accountId, userId, signedInAt } = assurance
    if (hostMust.includes("end-other-sessions")) await endSessionsOf(pool, accountId, userId)
    await renewSession(req)
    Object.assign(req.session, { accountId, userId, signedInAt, assurance })
  }
}

function expressRequest(request: Request): ExpressRequest {
  const req = nodeRequest(request)
  if (req === undefined) throw new Error("not a request of Express")
  return req as ExpressRequest
}
