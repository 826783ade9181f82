import type { Dependencies } from "../dependencies.js"
import { compareIds } from "../ports/compare-ids.js"
import type { DirectoryUser, ListedUser } from "../ports/index.js"
import { directoryUsers } from "./directory-users.js"
import { type ListPlace, listStart, type PagedList, pagedList } from "./paged-list.js"

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
  readonly directory: ListPlace
  readonly storeAfter: string | null
  /** Everybody up to this id has been seen; `null`: nobody has. */
  readonly lastId: string | null
}

/** The people of an account in order of id: the directory merged with Muster's rows, page by page. */
export interface AccountPeople {
  /** Takes the next person; `undefined` at the end, and where no more pages may be read. */
  next(): Promise<AccountPerson | undefined>
  /** Where another list would go on after the last person; `null`: nobody follows. */
  readonly place: PeoplePlace | null
}

/** How the people of an account are read. */
export interface AccountPeopleOptions {
  readonly accountId: string
  /** People on a page of either list. */
  readonly limit: number
  /** Absent: from the start. */
  readonly from?: PeoplePlace | undefined
  /** How many pages of either list may be read; absent: as many as there are. */
  readonly mostPages?: number | undefined
}

const start: PeoplePlace = { directory: listStart, storeAfter: null, lastId: null }

/** Reads the people of an account from a place on. */
export function accountPeople(
  { directory, store }: Dependencies,
  { accountId, limit, from = start, mostPages }: AccountPeopleOptions,
): AccountPeople {
  const users =
    directory === null ? nobody : directoryUsers(directory, { accountId, limit, from: from.directory, mostPages })
  const rows = pagedList({
    from: { after: from.storeAfter, lastId: null },
    idOf: ({ userId }: ListedUser) => userId,
    read: ({ after }) => store.listUsers({ accountId, after, limit }),
    mostPages,
  })
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
      // Who comes next cannot be told while one of the two lists is in the dark.
      if (users.stopped || rows.stopped) return undefined
      const order = user === undefined ? 1 : row === undefined ? -1 : compareIds(user.id, row.userId)
      if (user !== undefined && order <= 0) users.take()
      if (row !== undefined && order >= 0) rows.take()
      const person = personOf(order <= 0 ? user : undefined, order >= 0 ? row : undefined)
      if (person !== undefined) lastId = person.userId
      return person
    },
    get place() {
      if (users.ended && rows.ended) return null
      return { directory: users.bookmark, storeAfter: rows.bookmark.after, lastId }
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
  bookmark: listStart,
  ended: true,
  stopped: false,
}
