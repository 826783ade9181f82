import type { Muster } from "@muster/sdk"
import type { Pool } from "pg"
import type { JobEngine } from "../job-engine.js"
import { inTransaction } from "./transaction.js"

/** The two calls of an enrollment that leave mail, each with the wake-up that sends it. */
export function createEnrollment(pool: Pool, { enrollment }: Muster, { wakeUp }: Pick<JobEngine, "wakeUp">) {
  return {
    /** Somebody waits for this mail. Should the process end between the two statements, the schedule sends it. */
    async sendEmailCode(ticket: string) {
      const answer = await enrollment.sendEmailCode({ ticket })
      if (answer.kind === "email-code-sent") await wakeUp(pool)
      return answer
    },

    /** The factor, its mail, the host's own row and the wake-up are one commit. */
    confirm(ticket: string, code: string) {
      return enrollment.confirm({
        ticket,
        code,
        transaction: (save, { userId }) =>
          inTransaction(pool, async (client) => {
            await save(client)
            await client.query("insert into enrolled_users (id) values ($1)", [userId])
            await wakeUp(client)
          }),
      })
    },
  }
}
