import type { Blocked, Ready } from "../updates/readiness.js"
import type { Remediation, SettingChange } from "../updates/remediation.js"
import type { GroupUpdates } from "../updates/update-settings.js"
import { explainReasons, paragraphLength } from "./explain-reasons.js"
import type { Explanation } from "./explanation.js"
import { counted, named, namedBuild } from "./wording.js"

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
    const problems = `${counted(total, "problem")} ${total === 1 ? "is" : "are"} in the way. ${explainReasons(blockers, { maxLength: roomForBlockers, total })}`
    return {
      title: "Not ready for two-factor",
      detail: `${problems} ${remedy(remediation, paragraphLength - problems.length - 1)}`,
    }
  },
}

function remedy(remediation: Remediation | null, room: number): string {
  if (remediation === null) return "Changing settings is not enough to mend this."
  const { changes } = remediation
  const fixed = changes.reduce((sum, { fixes }) => sum + fixes, 0)
  const lead = `${counted(changes.length, "change")} ${changes.length === 1 ? "fixes" : "fix"} ${counted(fixed, "device group")}`
  const words: string[] = []
  let text = `${lead}.`
  for (const change of changes.slice(0, mostChanges)) {
    words.push(wordChange(change))
    const longer = `${lead}: ${words.join(", ")}${andMore(changes.length - words.length)}.`
    if (longer.length > room) break
    text = longer
  }
  return text
}

function andMore(left: number): string {
  return left === 0 ? "" : `, and ${left} more`
}

function wordChange({ target, to }: SettingChange): string {
  return `set ${target.kind === "account" ? "the account" : `group ${named(target.groupId)}`} to ${wordSetting(to)}`
}

function wordSetting(updates: GroupUpdates): string {
  if (updates.mode === "inherit") return "inherit"
  return updates.mode === "frequent" ? "frequent updates" : namedBuild(updates.build)
}
