import fc from "fast-check"
import type { UserKey } from "../../src/ports/index.js"
import { actor, type Command, command, keys, reason } from "./command.js"
import { loseFactor } from "./model.js"

export const reset = (key: UserKey) =>
  command("reset", key, async ({ person, muster }) => {
    const answer = await muster.users.reset({ ...key, actor, reason })
    if (answer.kind === "reset") loseFactor(person)
    return answer
  })

export const primaryChanged = (key: UserKey) =>
  command("primary changed", key, async ({ person, muster }) => {
    person.deadCodes.push(...(person.renewed?.codes ?? []))
    person.renewed = null
    return muster.users.primaryChanged(key)
  })

export const enable = (key: UserKey) =>
  command("enable", key, ({ muster }) => muster.accounts.enable({ accountId: key.accountId, actor }))

const disable = (key: UserKey) =>
  command("disable", key, ({ muster }) => muster.accounts.disable({ accountId: key.accountId, actor, reason }))

const logOut = (key: UserKey) =>
  command("log out", key, ({ muster }) =>
    muster.accounts.setForcedLogout({ accountId: key.accountId, actor, forcedLogout: "now" }),
  )

const rules = [
  { rule: "authenticator-or-recovery-code" },
  { rule: "self-service", holdHours: 0 },
  { rule: "self-service", holdHours: 1 },
  { rule: "admin-only" },
] as const

export const configure = (key: UserKey, replacement: (typeof rules)[number]) =>
  command("configure", key, ({ muster }) =>
    muster.accounts.configure({ accountId: key.accountId, actor, settings: { replacement } }),
  )

/** Time that passes; or runs back, as after a clock was set. */
export const wait = (seconds: number): Command => ({
  accountId: null,
  check: () => true,
  run: async (_, { clock }) => clock.advance({ seconds }),
  toString: () => `wait(${seconds} s)`,
})

const restart: Command = {
  accountId: null,
  check: () => true,
  run: async (_, real) => real.restart(),
  toString: () => "restart",
}

const pause = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 90 }) },
  { weight: 2, arbitrary: fc.integer({ min: 60, max: 7200 }) },
  { weight: 1, arbitrary: fc.integer({ min: -40, max: 0 }) },
)

/** What admins do, time that passes, and a crash. */
export const worldCommands = [
  ...[enable, reset, primaryChanged, disable, logOut].map((call) => keys.map(call)),
  fc.tuple(keys, fc.constantFrom(...rules)).map((args) => configure(...args)),
  pause.map(wait),
  fc.constant(restart),
]
