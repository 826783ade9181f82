// Next.js route handlers and a Cloudflare worker: one handler.
import { createHandler } from "@muster/http"
import { createWorker, type Muster, parseAssurance } from "@muster/sdk"

declare const muster: Muster
declare function checkPassword(b: unknown): Promise<{ id: string; email: string; accountId: string } | null>
declare function seal(x: unknown): Promise<string>
declare function open(cookie: string | null): Promise<{ assurance: unknown; email: string } | null>

const handler = createHandler({
  muster,
  host: {
    async verifyPrimary(_request, body) {
      const user = await checkPassword(body)
      return user && { accountId: user.accountId, user, primary: "password" }
    },
    async signedIn(result) {
      return {
        headers: {
          "set-cookie": `sid=${await seal({ assurance: result.assurance })}; HttpOnly; Secure; SameSite=Lax; Path=/`,
        },
      }
    },
    async authenticate(request) {
      const s = await open(request.headers.get("cookie"))
      const assurance = parseAssurance(s?.assurance)
      return s && assurance ? { assurance, user: { id: assurance.userId, email: s.email } } : null
    },
    async authorizeAdmin() {
      return null
    },
  },
})
export const GET = (r: Request) => handler(r),
  POST = GET
export default { fetch: (r: Request) => handler(r), scheduled: () => muster.jobs.run({ deadlineSeconds: 20 }) }
export const worker = createWorker(muster, { everySeconds: 5 })
