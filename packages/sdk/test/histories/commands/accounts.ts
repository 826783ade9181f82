import fc from "fast-check"
import type { UserKey } from "../../../src/ports/index.js"
import { disabled, enabled, loggedOut } from "../model/account.js"
import { violated } from "../model/person.js"
import { actor, command, keys, reason } from "./command.js"

export const enable = (key: UserKey) =>
  command("enable", key, async ({ person, account, muster, times }) => {
    const answer = await muster.accounts.enable({ accountId: key.accountId, actor })
    if (answer.kind !== "enabled" || answer.changed === account.isOn) violated(`enable answers ${answer.kind}`, person)
    enabled(account, times.now)
    return answer
  })

export const disable = (key: UserKey) =>
  command("disable", key, async ({ person, account, muster, times }) => {
    const answer = await muster.accounts.disable({ accountId: key.accountId, actor, reason })
    if ((answer.kind === "disabled") !== account.isOn) violated(`disable answers ${answer.kind}`, person)
    if (answer.kind === "disabled") disabled(account, times.now)
    return answer
  })

export const logOut = (key: UserKey) =>
  command("log out", key, async ({ account, muster, times }) => {
    const answer = await muster.accounts.setForcedLogout({ accountId: key.accountId, actor, forcedLogout: "now" })
    if (answer.kind === "saved") loggedOut(account, times.now)
    return answer
  })

export const rules = [
  { rule: "authenticator-or-recovery-code" },
  { rule: "self-service", holdHours: 0 },
  { rule: "self-service", holdHours: 1 },
  { rule: "admin-only" },
] as const

export const configure = (key: UserKey, replacement: (typeof rules)[number]) =>
  command("configure", key, async ({ person, account, muster }) => {
    const answer = await muster.accounts.configure({ accountId: key.accountId, actor, settings: { replacement } })
    if (answer.kind !== "saved") violated(`configure answers ${answer.kind}`, person)
    account.rule = replacement
    return answer
  })

/** What admins do to their account. */
export const accountCommands = [
  ...[enable, enable, disable, logOut].map((call) => keys.map(call)),
  fc.tuple(keys, fc.constantFrom(...rules)).map((args) => configure(...args)),
]
