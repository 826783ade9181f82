import type { Pool, PoolClient } from "pg"
import { hashPassword, passwordMatches } from "./passwords.js"

export interface User {
  readonly id: string
  readonly accountId: string
  readonly email: string
  readonly isAdmin: boolean
}

const columns = 'id, account_id as "accountId", email, is_admin as "isAdmin"'
/** Compared with where there is no such user, so that the time does not tell. */
const nobody = hashPassword("nobody")

export async function addUser(pool: Pool, user: User, password: string): Promise<void> {
  await pool.query(
    "insert into users (id, account_id, email, password_hash, is_admin) values ($1, $2, $3, $4, $5) on conflict do nothing",
    [user.id, user.accountId, user.email, await hashPassword(password), user.isAdmin],
  )
}

/** Email and password as they were sent: of any type. */
export async function checkPassword(pool: Pool, email: unknown, password: unknown): Promise<User | null> {
  if (typeof email !== "string" || typeof password !== "string" || email.includes("\0")) return null
  const { rows } = await pool.query(`select ${columns}, password_hash from users where email = $1`, [email])
  const { password_hash, ...user } = rows[0] ?? { password_hash: await nobody }
  return (await passwordMatches(password, password_hash)) && rows.length === 1 ? user : null
}

export async function findUser(pool: Pool, id: string): Promise<User | null> {
  const { rows } = await pool.query(`select ${columns} from users where id = $1`, [id])
  return rows[0] ?? null
}

/** The app's own row of a sign-in, on the pool or in an open transaction. */
export async function noteLogin(client: Pool | PoolClient, userId: string): Promise<void> {
  await client.query("update users set last_login_at = now() where id = $1", [userId])
}
