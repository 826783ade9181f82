import type { ReasonTexts } from "./explanation.js"
import { textsOfAccount } from "./texts-of-account.js"
import { textsOfBuilds } from "./texts-of-builds.js"
import { textsOfDates } from "./texts-of-dates.js"
import { textsOfGroups } from "./texts-of-groups.js"
import { textsOfPeople } from "./texts-of-people.js"
import { textsOfSessions } from "./texts-of-sessions.js"

/** The catalogue in English; a code without a text does not compile. */
export const reasonTexts: ReasonTexts = {
  ...textsOfGroups,
  ...textsOfBuilds,
  ...textsOfDates,
  ...textsOfAccount,
  ...textsOfPeople,
  ...textsOfSessions,
}
