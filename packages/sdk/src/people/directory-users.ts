import { isSingleAddress, MusterError } from "@muster/core"
import * as z from "zod"
import type { Dependencies } from "../dependencies.js"
import { clientSchema, idSchema, localeSchema } from "../input.js"
import { compareIds } from "../ports/compare-ids.js"
import type { DirectoryUser, Page, UserDirectory, UserKey } from "../ports/index.js"
import { type ListPlace, listStart, type PagedList, pagedList } from "./paged-list.js"

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
  locale: localeSchema.optional().catch(undefined),
  lastClient: clientSchema.optional().catch(undefined),
  deviceGroupId: idSchema.optional().catch(undefined),
}) satisfies z.ZodType<DirectoryUser>

const longestCursor = 2000

/** How the users of a directory are read. */
export interface DirectoryUsersOptions {
  readonly accountId: string
  /** Users on a page. */
  readonly limit: number
  /** Absent: from the start. */
  readonly from?: ListPlace | undefined
  /** How many pages may be read; absent: as many as there are. */
  readonly mostPages?: number | undefined
}

/**
 * The host's users of an account, in order of id. The order is checked within a page, from page to page, and from one
 * call to the next: a user who comes too late would be missed by the merge with Muster's rows.
 *
 * @throws ERR_CONFIGURATION with the field `directory` where it breaks a promise of the port: read on, it would be read
 * for ever, or merged wrongly
 */
export function directoryUsers(
  directory: UserDirectory,
  { accountId, limit, from = listStart, mostPages }: DirectoryUsersOptions,
): PagedList<DirectoryUser> {
  return pagedList({
    from,
    idOf: ({ id }) => id,
    read: async ({ after, lastId }) => {
      const page = await readPage(directory, { accountId, after, limit })
      expectOrder(page.items, lastId)
      return page
    },
    mostPages,
  })
}

function expectOrder(users: readonly DirectoryUser[], lastId: string | null): void {
  let before = lastId
  for (const { id } of users) {
    if (before !== null && compareIds(id, before) <= 0) throw fault("lists users out of order of id")
    before = id
  }
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

/**
 * Asks the host for one user; `null`: there is none, or no directory. A directory that looks ids up by another spelling
 * (without regard to case, or to spaces at the end) answers somebody else's record: nothing may be done to either.
 *
 * @throws ERR_CONFIGURATION with the field `directory` where it answers what is not the user that was asked for
 */
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
