import type { MailOutcome, SealedMail } from "@muster/sdk/ports"
import type { Database } from "../database.js"
import type { Tables } from "../tables.js"

/** Does nothing to a mail that was withdrawn while it was being sent. */
export async function settleMail(
  database: Database,
  tables: Tables,
  { id, key }: Pick<SealedMail, "id" | "key">,
  outcome: MailOutcome,
): Promise<void> {
  await database.run(
    `${outcomeSql(tables, outcome)} where account_id = $account and user_id = $user and mail_id = $mail`,
    {
      account: key.accountId,
      user: key.userId,
      mail: id,
      due: outcome.kind === "retry" ? outcome.dueAt : null,
    },
  )
}

function outcomeSql({ mail }: Tables, outcome: MailOutcome): string {
  switch (outcome.kind) {
    case "sent":
      return `delete from ${mail}`
    case "retry":
      return `update ${mail} set due_at = $due::bigint, available_at = $due`
    case "dead":
      return `update ${mail} set dead = true`
  }
}
