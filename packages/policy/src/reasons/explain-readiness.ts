import type { Blocked, Ready } from "../updates/readiness.js"
import { explainReasons, paragraphLength } from "./explain-reasons.js"
import type { Explanation } from "./explanation.js"
import { andMore, capital, counted, fieldOf, listOf, named, namedBuild } from "./wording.js"

/** Two thirds of a paragraph are for what is wrong, the rest for what would mend it. */
const roomForBlockers = 400

const mostChanges = 3

/** The texts of readiness by kind. */
export const textsOfReadiness = {
  ready: ({ warnings }: Ready): Explanation => ({
    title: "Ready for two-factor",
    detail:
      `No device group is set to a build below the minimum. ${explainReasons(warnings, { maxLength: paragraphLength - 100 })}`.trim(),
  }),
  blocked: ({ blockers, total, remediation }: Blocked): Explanation => {
    const count = `${capital(counted(total, "problem"))} ${total === 1 ? "is" : "are"} in the way.`
    const problems = `${count} ${explainReasons(blockers, { maxLength: roomForBlockers, total })}`.trim()
    return {
      title: "Not ready for two-factor",
      detail: `${problems} ${remedy(remediation, paragraphLength - problems.length - 1)}`.trim(),
    }
  },
}

function remedy(remediation: unknown, room: number): string {
  if (remediation === null) return "Changing settings is not enough to mend this."
  const changes = listOf(fieldOf(remediation, "changes"))
  if (changes.length === 0) return ""
  const fixed = changes.reduce((sum: number, change) => sum + countIn(change), 0)
  const lead = `${counted(changes.length, "change")} ${changes.length === 1 ? "fixes" : "fix"} ${counted(fixed, "device group")}`
  const words: string[] = []
  let text = `${lead}.`
  for (const change of changes.slice(0, mostChanges)) {
    words.push(wordChange(change))
    const longer = `${lead}: ${words.join(", ")}.${andMore(changes.length - words.length)}`
    if (longer.length > room) break
    text = longer
  }
  return text
}

/** Nothing but a number is turned into one: what an object is turned by may throw. */
function countIn(change: unknown): number {
  const fixes = fieldOf(change, "fixes")
  return typeof fixes === "number" ? fixes : Number.NaN
}

function wordChange(change: unknown): string {
  const target = fieldOf(change, "target")
  const isAccount = fieldOf(target, "kind") === "account"
  const where = isAccount ? "the account" : `group ${named(fieldOf(target, "groupId"))}`
  return `set ${where} to ${wordSetting(fieldOf(change, "to"))}`
}

function wordSetting(updates: unknown): string {
  const mode = fieldOf(updates, "mode")
  if (mode === "inherit") return "inherit"
  return mode === "frequent" ? "frequent updates" : namedBuild(fieldOf(updates, "build"))
}
