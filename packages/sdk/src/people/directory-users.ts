import { isSingleAddress, MusterError } from "@muster/core"
import * as z from "zod"
import type { Dependencies } from "../dependencies.js"
import { clientSchema, idSchema } from "../input.js"
import { compareIds } from "../ports/compare-ids.js"
import type { DirectoryUser, Page, UserDirectory, UserKey } from "../ports/index.js"
import { type PagedList, pagedList } from "./paged-list.js"

// What only informs is left out where it cannot be used: one odd row must not hide everybody else.
const userSchema = z.object({
  id: idSchema,
  accountId: z.string().optional(),
  email: z
    .string()
    .transform((text) => (isSingleAddress(text.trim()) ? text.trim() : null))
    .nullable(),
  isAdmin: z.boolean(),
  isService: z.boolean(),
  hasLocalPassword: z.boolean(),
  usesSso: z.boolean().optional(),
  locale: z.string().max(35).optional().catch(undefined),
  lastClient: clientSchema.optional().catch(undefined),
  deviceGroupId: idSchema.optional().catch(undefined),
}) satisfies z.ZodType<DirectoryUser>

const longestCursor = 2000

/**
 * The host's users of an account, in order of id, from a cursor of the directory's on.
 *
 * @throws ERR_CONFIGURATION with the field `directory` where it breaks a promise of the port: read on, it would be read for
 * ever, or merged wrongly
 */
export function directoryUsers(
  directory: UserDirectory,
  accountId: string,
  begin: string | null,
  limit: number,
): PagedList<DirectoryUser> {
  let lastId: string | null = null
  return pagedList(begin, async (after) => {
    const { items, next } = await readPage(directory, { accountId, after, limit })
    for (const { id } of items) {
      if (lastId !== null && compareIds(id, lastId) <= 0) throw fault("lists users out of order of id")
      lastId = id
    }
    return { items, next }
  })
}

async function readPage(
  directory: UserDirectory,
  input: Parameters<UserDirectory["list"]>[0],
): Promise<Page<DirectoryUser>> {
  const page = await directory.list(input)
  const items = z.array(userSchema).safeParse(page?.items)
  const next = z.string().min(1).max(longestCursor).nullable().safeParse(page?.next)
  if (!items.success || !next.success) throw fault("answered what is not a page of users")
  if (items.data.length > input.limit) throw fault("lists more users than it was asked for")
  if (next.data !== null && next.data === input.after) throw fault("answered the cursor that it was given")
  // Without a user on it, a page that leads to another may lead on for ever.
  if (next.data !== null && items.data.length === 0) throw fault("answered a page of nobody that is not the last")
  for (const user of items.data) expectAccount(user, input.accountId)
  return { items: items.data, next: next.data }
}

/** Asks the host for one user; `null`: there is none, or no directory. */
export async function directoryUser({ directory }: Dependencies, key: UserKey): Promise<DirectoryUser | null> {
  if (directory === null) return null
  const answer = await directory.get({ accountId: key.accountId, userId: key.userId })
  if (answer == null) return null
  const parsed = userSchema.safeParse(answer)
  if (!parsed.success) throw fault("answered what is not a user")
  if (parsed.data.id !== key.userId) throw fault("answered another user than it was asked for")
  expectAccount(parsed.data, key.accountId)
  return parsed.data
}

function expectAccount(user: DirectoryUser, accountId: string): void {
  if (user.accountId !== undefined && user.accountId !== accountId) throw fault("answered a user of another account")
}

function fault(problem: string): MusterError {
  return new MusterError("ERR_CONFIGURATION", `the directory ${problem}`, { field: "directory" })
}
