import { createHandler, type HttpHost } from "@muster/http"
import type { Assurance, Muster } from "@muster/sdk"

interface User {
  readonly id: string
  readonly accountId: string
  readonly email: string
}
interface YourApp {
  checkPassword(email: unknown, password: unknown): Promise<User | null>
  createSession(user: string, assurance: Assurance): Promise<{ readonly id: string }>
  findSession(request: Request): Promise<{ readonly user: User; readonly assurance: Assurance } | null>
  isAdmin(user: string, account: string): Promise<boolean>
}

export function twoFactor(muster: Muster, app: YourApp): (request: Request) => Promise<Response> {
  const host: HttpHost = {
    async verifyPrimary(_request, { email, password }) {
      const user = await app.checkPassword(email, password)
      return user && { accountId: user.accountId, user, primary: "password" }
    },
    // The one place where a session begins: a new id each time.
    async signedIn({ assurance }) {
      const session = await app.createSession(assurance.userId, assurance)
      return { headers: { "Set-Cookie": `sid=${session.id}; HttpOnly; Secure; SameSite=Lax; Path=/` } }
    },
    authenticate: (request) => app.findSession(request),
    // Left out, every route below /admin is refused.
    async authorizeAdmin(request, { accountId }) {
      const session = await app.findSession(request)
      return session !== null && (await app.isAdmin(session.user.id, accountId)) ? session : null
    },
  }
  return createHandler({ muster, host, onError: (error) => console.error(error) })
}
