import {
  type AccountRules,
  applyUpdateChange,
  type CatalogueBuild,
  checkUpdateChange,
  type Minimum,
  newAccountRules,
  parseCatalogue,
  type Refused,
  type TwoFactor,
  type UpdateChange,
  type UpdateChangeAllowed,
  type UpdateSettings,
} from "../../src/index.js"
import { named } from "./applied-changes.js"
import { briefReasons } from "./brief.js"
import { type Case, suite } from "./suite.js"
import { inherit, locked, noon, offered, pin, standard, v42, v43, v44 } from "./tree-case.js"

interface Input {
  readonly twoFactor: TwoFactor["kind"]
  readonly readiness: AccountRules["settings"]["readiness"]
  readonly override: boolean
  readonly settings: UpdateSettings
  readonly change: UpdateChange
  readonly catalogue: readonly CatalogueBuild[]
  readonly minimum: Minimum | null
  readonly now: number
}

type Answer = UpdateChangeAllowed | Refused

function answer({ twoFactor: kind, readiness, override, settings, change, minimum, now, ...vendor }: Input): Answer {
  const twoFactor: TwoFactor =
    kind === "off"
      ? { kind }
      : {
          kind,
          enablementId: "e1",
          enabledAt: now,
          enabledBy: { userId: "ada" },
          forcedLogout: null,
          forcedLogoutAt: null,
          stages: [],
        }
  const parsed = parseCatalogue(vendor.catalogue)
  const applied = applyUpdateChange(settings, change)
  if (parsed.kind === "rejected" || applied.kind === "refused") throw new Error("the case is about neither")
  const account = { ...newAccountRules({ readiness }), twoFactor }
  const { catalogue } = parsed
  return checkUpdateChange({ account, before: settings, after: applied.after, override, catalogue, minimum, now })
}

const good: UpdateSettings = {
  updates: v43,
  groups: [named("a", v44), named("b", inherit, "a"), named("c", inherit)],
}
const low: UpdateSettings = { updates: v43, groups: [named("a", v42), named("b", v42)] }
const hidden: UpdateSettings = { updates: locked(v43), groups: [named("a", v42), named("b", inherit)] }

function guard(id: string, title: string, change: UpdateChange, says: string, input: Partial<Input> = {}): Case<Input> {
  const usual: Input = {
    twoFactor: "on",
    readiness: "require",
    override: false,
    settings: good,
    change,
    catalogue: [],
    minimum: { version: [4, 3], number: 1575 },
    now: noon,
  }
  return { id, title, input: { ...usual, ...input }, says }
}

const set = (groupId: string, updates: Extract<UpdateChange, { kind: "set-updates" }>["updates"]) => {
  return { kind: "set-updates", groupId, updates } as const
}
const setAccount = (updates: UpdateSettings["updates"]) => ({ kind: "set-account-updates", updates }) as const
const lowA = "group-below-minimum a v4.2 b1400"
const lowB = "group-below-minimum b v4.2 b1400"
const lowC = "group-below-minimum c v4.2 b1400"

/** Which changes are refused while two-factor is on. */
export const guardedChanges = suite({
  description: "Asks whether a change of update settings may be made while two-factor is on in the account.",
  answer,
  brief: (answer: Answer) => (answer.kind === "allowed" ? answer.kind : briefReasons(answer.reasons)),
  cases: [
    guard(
      "lower",
      "A group may not be taken from the minimum, and all that follow it are told",
      set("a", v42),
      `${lowA}, ${lowB}`,
    ),
    guard("lower-account", "A downgrade of the account tells the groups that inherit it", setAccount(v42), lowC),
    guard(
      "lower-account-ungrouped",
      "A downgrade of the account tells the machines in no group too",
      setAccount(v42),
      `account-below-minimum v4.2 b1400, ${lowC}`,
      {
        settings: { ...good, ungrouped: true },
      },
    ),
    guard("off", "While two-factor is off every change may be made", set("a", v42), "allowed", { twoFactor: "off" }),
    guard(
      "warn",
      "Where readiness only warns, which is about switching on, a group may not be taken from the minimum either",
      set("a", v42),
      `${lowA}, ${lowB}`,
      { readiness: "warn" },
    ),
    guard("override", "An admin who insists may make every change", set("a", v42), "allowed", { override: true }),
    guard(
      "lock",
      "A lock that takes groups from the minimum is refused",
      setAccount(locked(v42)),
      `${lowA}, ${lowB}, ${lowC}`,
    ),
    guard("unlock", "The end of a lock that hid a low setting is refused", setAccount(v43), lowA, { settings: hidden }),
    guard(
      "move",
      "A move to where a group would inherit a low setting is refused",
      { kind: "move", groupId: "b", parentId: null },
      lowB,
      {
        settings: { ...good, updates: v42, groups: [named("a", v44), named("b", inherit, "a")] },
      },
    ),
    guard(
      "remove",
      "A removal by which children come to inherit a low setting is refused",
      { kind: "remove", groupId: "a", children: "move-up" },
      lowB,
      {
        settings: { ...good, updates: v42, groups: [named("a", v44), named("b", inherit, "a")] },
      },
    ),
    guard(
      "new-low",
      "A new group below the minimum is refused",
      { kind: "put", groups: [named("d", v42)] },
      "group-below-minimum d v4.2 b1400",
    ),
    guard(
      "unknown-pin",
      "A pin that is not known to meet the minimum is refused, and the cause is told",
      set("b", pin("latest")),
      "pin-unknown latest",
    ),
    guard("low-before", "A group that was below before may change freely", set("a", pin("v4.1 b1200")), "allowed", {
      settings: low,
    }),
    guard("mend-one", "A bad state may be left step by step", set("a", inherit), "allowed", { settings: low }),
    guard(
      "withdrawn-before",
      "What the vendor's withdrawal took from the minimum does not stop other changes",
      set("b", v43),
      "allowed",
      {
        catalogue: [standard("v4.2 b1400"), offered("v4.3 b1575"), offered("v4.4 b1600", { withdrawnAt: noon })],
      },
    ),
  ],
})
