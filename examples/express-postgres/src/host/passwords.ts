import { randomBytes, scrypt, timingSafeEqual } from "node:crypto"
import { promisify } from "node:util"

const derive = promisify<string, Buffer, number, Buffer>(scrypt)

/** Salt and hash, as they stand in the users table. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return `${salt.toString("hex")}:${(await derive(password, salt, 32)).toString("hex")}`
}

export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const [salt = "", hash = ""] = stored.split(":")
  const expected = Buffer.from(hash, "hex")
  return timingSafeEqual(expected, await derive(password, Buffer.from(salt, "hex"), expected.length))
}
