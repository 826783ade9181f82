import type { Row } from "@libsql/client"
import {
  frozen,
  type ListedUser,
  type LoadedUser,
  type Page,
  type PageInput,
  pageLimit,
  pageOf,
  placeAfter,
  type StoredUser,
  type UserKey,
  type UserState,
} from "@muster/sdk/ports"
import { loadAccount } from "./accounts.js"
import type { Sql } from "./sql.js"
import { throttlesColumn, toThrottles, type UserThrottles, untouchedThrottles } from "./throttles.js"

/** A user's state, and beside it where the pools stand. */
export interface FoundUser {
  readonly user: StoredUser
  readonly throttles: UserThrottles
}

export async function loadUser(sql: Sql, key: UserKey): Promise<LoadedUser> {
  const found = await findUser(sql, key)
  const { user, throttles } = found ?? { user: undefined, throttles: untouchedThrottles }
  return frozen({ ...(await loadAccount(sql, key.accountId)), user, throttles })
}

export async function listUsers(
  sql: Sql,
  input: PageInput & { readonly accountId: string },
): Promise<Page<ListedUser>> {
  const limit = pageLimit(input.limit)
  const [after] = placeAfter(input.after, [""])
  const rows = await sql.rows(
    `select u.*, ${throttlesColumn} from muster_users u where u.account_id = :accountId and u.user_id > :after
     order by u.user_id limit :limit`,
    { accountId: input.accountId, after, limit: limit + 1 },
  )
  const toListed = (row: Row) => ({ userId: String(row.user_id), user: toUser(row), throttles: toThrottles(row) })
  return pageOf(rows, limit, toListed, (row) => [String(row.user_id)])
}

export async function findUser(sql: Sql, { accountId, userId }: UserKey): Promise<FoundUser | undefined> {
  const row = await sql.row(
    `select u.*, ${throttlesColumn} from muster_users u where u.account_id = :accountId and u.user_id = :userId`,
    { accountId, userId },
  )
  return row === undefined ? undefined : { user: toUser(row), throttles: toThrottles(row) }
}

export function toUser(row: Row): StoredUser {
  return {
    version: Number(row.version),
    value: {
      format: Number(row.format),
      json: String(row.state),
      columns: {
        status: String(row.status),
        epoch: Number(row.epoch),
        sealedKeyIds: JSON.parse(String(row.sealed_key_ids)),
      },
    },
  }
}

export async function putUser(
  sql: Sql,
  { accountId, userId }: UserKey,
  version: number,
  { format, json, columns }: UserState,
): Promise<void> {
  await sql.change(
    `insert into muster_users (account_id, user_id, version, format, state, status, epoch, sealed_key_ids)
     values (:accountId, :userId, :version, :format, :json, :status, :epoch, :sealedKeyIds)
     on conflict do update set version = :version, format = :format, state = :json, status = :status, epoch = :epoch,
       sealed_key_ids = :sealedKeyIds`,
    {
      accountId,
      userId,
      version,
      format,
      json,
      status: columns.status,
      epoch: columns.epoch,
      sealedKeyIds: JSON.stringify(columns.sealedKeyIds),
    },
  )
}
