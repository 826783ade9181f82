import type { Instant } from "@muster/core"
import * as z from "zod"
import type { PeoplePlace } from "../people/account-people.js"
import { readUserCursor, writeUserCursor } from "../users/user-cursor.js"

/** Where a look at the users of an account goes on. */
export interface ReminderPlace {
  /** `undefined`: at the start. */
  readonly people: PeoplePlace | undefined
  /** The earliest reminder to come of all who were looked at; `null`: none. */
  readonly nextAt: Instant | null
}

const schema = z.object({ people: z.string(), nextAt: z.number().nullable() })
const start: ReminderPlace = { people: undefined, nextAt: null }

/** Writes a place for the store to keep. */
export function writeReminderPlace(people: PeoplePlace, nextAt: Instant | null): string {
  return JSON.stringify({ people: writeUserCursor(people), nextAt })
}

/** Reads a place. What another version may have written in another form leads to the start: looking twice does no harm. */
export function readReminderPlace(place: string | null): ReminderPlace {
  if (place === null) return start
  try {
    const { people, nextAt } = schema.parse(JSON.parse(place))
    return { people: readUserCursor(people), nextAt }
  } catch {
    return start
  }
}
