import { type AccountWrites, frozen, type LoadedGroups } from "@muster/sdk/ports"
import { loadAccount } from "./accounts.js"
import type { Sql } from "./sql.js"

/** The account and its groups are of one snapshot: a save that compares these versions means these groups. */
export async function loadGroups(sql: Sql, accountId: string): Promise<LoadedGroups> {
  const loaded = await loadAccount(sql, accountId)
  const rows = await sql.rows("select body from muster_device_groups where account_id = :accountId order by group_id", {
    accountId,
  })
  return frozen({ ...loaded, groups: rows.map(({ body }) => JSON.parse(String(body))) })
}

/** A group that is both removed and put is put. */
export async function writeGroups(
  sql: Sql,
  accountId: string,
  { removeGroups, putGroups }: Pick<AccountWrites, "removeGroups" | "putGroups">,
): Promise<void> {
  for (const groupId of removeGroups) {
    await sql.change("delete from muster_device_groups where account_id = :accountId and group_id = :groupId", {
      accountId,
      groupId,
    })
  }
  for (const group of putGroups) {
    await sql.change(
      `insert into muster_device_groups (account_id, group_id, body) values (:accountId, :groupId, :body)
       on conflict do update set body = :body`,
      { accountId, groupId: group.id, body: JSON.stringify(group) },
    )
  }
}
