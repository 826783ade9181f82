import { ann } from "../../../../sdk/test/world.js"
import { openApp } from "../../app.js"

/** Next loads the modules of each route by itself; what they share lies on the process. */
const shared = globalThis as { musterOfTest?: ReturnType<typeof openApp> }
shared.musterOfTest ??= openApp({
  host: {
    signedIn: async () => ({
      headers: [
        ["Set-Cookie", "sid=1; HttpOnly; Secure; SameSite=Lax; Path=/"],
        ["Set-Cookie", "theme=dark; Path=/"],
      ],
      body: { token: "t" },
    }),
  },
})
const { handler, mailer, enable } = shared.musterOfTest
await enable()

export { handler }
export const lastCode = (): string => mailer.lastCodeTo(ann.email)
