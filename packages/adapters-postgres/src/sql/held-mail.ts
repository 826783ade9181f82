import type { MailClaim } from "@muster/sdk/ports"
import type { Database } from "../database.js"
import type { Tables } from "../tables.js"

/** A job: it looks at all accounts. A newer claim shows in the tries, whatever the machine's clock says of the lease. */
export async function heldMail(
  database: Database,
  { mail }: Tables,
  claims: readonly MailClaim[],
): Promise<readonly string[]> {
  const rows = await database.run(
    `select m.mail_id from ${mail} m
     join json_to_recordset($claims::text::json) as c (account_id text, user_id text, mail_id text, tries integer)
       on m.account_id = c.account_id and m.user_id = c.user_id and m.mail_id = c.mail_id
     where not m.dead and m.tries = c.tries`,
    {
      claims: JSON.stringify(
        claims.map(({ id, key, tries }) => ({
          account_id: key.accountId,
          user_id: key.userId,
          mail_id: id,
          tries,
        })),
      ),
    },
  )
  return Object.freeze(rows.map((row) => String(row.mail_id)))
}
