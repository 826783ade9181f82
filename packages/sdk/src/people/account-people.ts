import type { Dependencies } from "../dependencies.js"
import { compareIds } from "../ports/compare-ids.js"
import type { DirectoryUser, ListedUser } from "../ports/index.js"
import { directoryUsers } from "./directory-users.js"
import { type PagedList, pagedList } from "./paged-list.js"

/** Somebody of an account: what the host knows of them, and what Muster has stored. */
export interface AccountPerson {
  readonly userId: string
  /** `null`: the directory does not list them, or there is none. */
  readonly user: DirectoryUser | null
  /** `null`: Muster has never written them down. */
  readonly row: Pick<ListedUser, "user" | "throttles"> | null
}

/** Where a list of people goes on. */
export interface PeoplePlace {
  readonly directoryAfter: string | null
  readonly storeAfter: string | null
  /** Everybody up to this id has been seen; `null`: nobody has. */
  readonly lastId: string | null
}

/** The people of an account in order of id: the directory merged with Muster's rows, page by page. */
export interface AccountPeople {
  /** Takes the next person; `undefined` at the end. */
  next(): Promise<AccountPerson | undefined>
  /** Where another list would go on after the last person; `null`: nobody follows. */
  readonly place: PeoplePlace | null
  /** Pages that were read of the longer of the two lists. */
  readonly pagesRead: number
}

const start: PeoplePlace = { directoryAfter: null, storeAfter: null, lastId: null }

/** Reads the people of an account from a place on, `limit` of each list at a time. */
export function accountPeople(
  { directory, store }: Dependencies,
  accountId: string,
  limit: number,
  from: PeoplePlace = start,
): AccountPeople {
  const users = directory === null ? nobody : directoryUsers(directory, accountId, from.directoryAfter, limit)
  const rows = pagedList(from.storeAfter, (after) => store.listUsers({ accountId, after, limit }))
  let { lastId } = from

  // A page that was not used up is read again from its beginning.
  async function following<T>(list: PagedList<T>, idOf: (item: T) => string): Promise<T | undefined> {
    let item = await list.peek()
    while (item !== undefined && lastId !== null && compareIds(idOf(item), lastId) <= 0) {
      list.take()
      item = await list.peek()
    }
    return item
  }

  return {
    async next() {
      const user = await following(users, ({ id }) => id)
      const row = await following(rows, ({ userId }) => userId)
      const order = user === undefined ? 1 : row === undefined ? -1 : compareIds(user.id, row.userId)
      if (user !== undefined && order <= 0) users.take()
      if (row !== undefined && order >= 0) rows.take()
      const person = personOf(order <= 0 ? user : undefined, order >= 0 ? row : undefined)
      if (person !== undefined) lastId = person.userId
      return person
    },
    get place() {
      if (users.ended && rows.ended) return null
      return { directoryAfter: users.bookmark, storeAfter: rows.bookmark, lastId }
    },
    get pagesRead() {
      return Math.max(users.pagesRead, rows.pagesRead)
    },
  }
}

/** What Muster and the host know of one person; `undefined` where neither knows anything. */
function personOf(user: DirectoryUser | undefined, row: ListedUser | undefined): AccountPerson | undefined {
  const userId = user?.id ?? row?.userId
  if (userId === undefined) return undefined
  return { userId, user: user ?? null, row: row ?? null }
}

const nobody: PagedList<DirectoryUser> = {
  peek: async () => undefined,
  take: () => undefined,
  bookmark: null,
  ended: true,
  pagesRead: 0,
}
