import {
  type AppliedUpdateChange,
  applyUpdateChange,
  type DeviceGroup,
  type GroupUpdates,
  type Refused,
  type UpdateChange,
  type UpdateSettings,
} from "../../src/index.js"
import { briefBuild, briefly, briefReasons } from "./brief.js"
import { type Case, suite } from "./suite.js"
import { frequent, inherit, locked, pin, v42, v43 } from "./tree-case.js"

interface Input {
  readonly settings: UpdateSettings
  readonly change: UpdateChange
}

type Answer = Omit<AppliedUpdateChange, "after"> | Refused

function answer({ settings, change }: Input): Answer {
  const applied = applyUpdateChange(settings, change)
  return applied.kind === "refused" ? applied : { kind: applied.kind, writes: applied.writes }
}

function brief(answer: Answer): string {
  if (answer.kind === "refused") return briefReasons(answer.reasons)
  const { updates, put, removed } = answer.writes
  const written = briefly(
    updates === null ? "" : `account ${briefSetting(updates)}`,
    ...put.map(({ id, name, parentId, updates }) => `${id} ${name} in ${parentId} ${briefSetting(updates)}`),
    ...removed.map((id) => `${id} removed`),
  )
  return written === "" ? "nothing" : written
}

function briefSetting(updates: GroupUpdates): string {
  if (updates.mode === "inherit") return updates.mode
  const setting = updates.mode === "frequent" ? updates.mode : briefPin(updates.build)
  return updates.lock === true ? `${setting} locked` : setting
}

function briefPin(build: Extract<GroupUpdates, { mode: "infrequent" }>["build"]): string {
  return typeof build === "string" ? build : briefBuild(build)
}

/** A group with a name, which a change may write. */
export function named(id: string, updates: GroupUpdates, parentId: string | null = null): DeviceGroup {
  return { id, name: id.toUpperCase(), parentId, updates }
}

const chain: UpdateSettings = {
  updates: frequent,
  groups: [named("a", v42), named("b", inherit, "a"), named("c", inherit, "b")],
}
const lost: UpdateSettings = { updates: frequent, groups: [named("a", v42, "lost"), named("b", inherit)] }
const ring: UpdateSettings = { updates: frequent, groups: [named("a", v42, "b"), named("b", inherit, "a")] }

function change(id: string, title: string, change: UpdateChange, says: string, settings = chain): Case<Input> {
  return { id, title, input: { settings, change }, says }
}

const put = (...groups: readonly DeviceGroup[]) => ({ kind: "put", groups }) as const
const move = (groupId: string, parentId: string | null) => ({ kind: "move", groupId, parentId }) as const
const set = (groupId: string, updates: GroupUpdates) => ({ kind: "set-updates", groupId, updates }) as const
const setAccount = (updates: UpdateSettings["updates"]) => ({ kind: "set-account-updates", updates }) as const
const remove = (groupId: string, children: "refuse" | "move-up" = "refuse") => {
  return { kind: "remove", groupId, children } as const
}

const puts = [
  change("put-new", "New groups are written", put(named("d", v43, "a")), "d D in a v4.3 b1575"),
  change(
    "put-children-first",
    "New groups may come before the groups that they lie in",
    put(named("e", inherit, "d"), named("d", v43)),
    "e E in d inherit; d D in null v4.3 b1575",
  ),
  change(
    "put-again",
    "A group whose id is there is replaced whole",
    put({ ...named("b", v43), name: "Berlin" }),
    "b Berlin in null v4.3 b1575",
  ),
  change(
    "put-name",
    "A new name alone is a change",
    put({ ...named("b", inherit, "a"), name: "Berlin" }),
    "b Berlin in a inherit",
  ),
  change(
    "put-same",
    "What is so already is not written, whatever its spelling",
    put(named("a", pin("4.2.0, Build 1400"))),
    "nothing",
  ),
  change("put-lock", "A lock is a change", put(named("a", locked(v42))), "a A in null v4.2 b1400 locked"),
  change("put-no-lock", "A lock that says false is none", put(named("a", { ...v42, lock: false })), "nothing"),
  change(
    "put-twice",
    "One id twice in a list is refused, even if alike",
    put(named("d", v43), named("d", v43)),
    "group-duplicate d 0>1 2",
  ),
  change(
    "put-in-missing",
    "A group in a group that does not exist is refused",
    put(named("d", v43, "lost")),
    "group-parent-missing d lost",
  ),
  change("put-cycle", "Groups may not come to lie in each other", put(named("a", v42, "c")), "group-cycle a>c>b>a"),
]

const moves = [
  change(
    "move-up",
    "A group moves with all that lies in it, so it alone is written",
    move("b", null),
    "b B in null inherit",
  ),
  change("move-into-itself", "A group may not move into itself", move("b", "b"), "group-cycle b>b"),
  change("move-into-own-child", "A group may not move into what lies in it", move("a", "c"), "group-cycle a>c>b>a"),
  change(
    "move-into-missing",
    "A group may not move into a group that does not exist",
    move("b", "lost"),
    "group-parent-missing b lost",
  ),
  change("move-unknown", "A group that does not exist cannot be moved", move("lost", null), "group-unknown lost"),
]

const settings = [
  change("set", "A group's setting is written", set("b", frequent), "b B in a frequent"),
  change("set-inherit", "A group is made to inherit", set("a", inherit), "a A in null inherit"),
  change(
    "set-same",
    "A setting that means the same is not written",
    set("a", pin("1400 - 4.2, Build 1400")),
    "nothing",
  ),
  change(
    "set-unreadable",
    "A setting that cannot be read is not written",
    set("b", { mode: "sometimes" } as never),
    "updates-malformed",
  ),
  change("set-account", "The account's setting is written, and no group", setAccount(v43), "account v4.3 b1575"),
  change(
    "set-account-same",
    "An account's setting that means the same is not written",
    setAccount({ ...frequent, lock: false }),
    "nothing",
  ),
]

const removals = [
  change("remove", "A group in which none lies is removed", remove("c"), "c removed"),
  change(
    "remove-with-children",
    "A group in which others lie is not removed, and its own children are counted",
    remove("a"),
    "group-has-children a 1",
  ),
  change(
    "remove-children-up",
    "The children of a removed group may move up to where it lay",
    remove("b", "move-up"),
    "c C in a inherit; b removed",
  ),
  change(
    "remove-top-children-up",
    "The children of a removed group at the top move to the account, with all that lies in them",
    remove("a", "move-up"),
    "b B in null inherit; a removed",
  ),
  change(
    "remove-unknown",
    "A group that does not exist cannot be removed",
    remove("lost", "move-up"),
    "group-unknown lost",
  ),
]

const broken = [
  change("mend-parent", "A broken path may be mended", move("a", null), "a A in null v4.2 b1400", lost),
  change(
    "mend-parent-by-new-group",
    "A broken path may be mended by adding the missing group",
    put(named("lost", v43)),
    "lost LOST in null v4.3 b1575",
    lost,
  ),
  change("set-in-broken", "A setting in a broken path may be changed", set("a", v43), "a A in lost v4.3 b1575", lost),
  change(
    "move-into-broken",
    "A group may not move into a broken path, and the cause is told",
    move("b", "a"),
    "group-parent-missing a lost",
    lost,
  ),
  change(
    "remove-below-missing",
    "The children of a group in a missing one move to the account",
    remove("a", "move-up"),
    "b B in null inherit; a removed",
    { ...lost, groups: [named("a", v42, "lost"), named("b", inherit, "a")] },
  ),
  change(
    "remove-in-cycle",
    "The children of a group in a cycle move to the account, and the cycle is open",
    remove("a", "move-up"),
    "b B in null inherit; a removed",
    ring,
  ),
  change(
    "remove-in-itself",
    "The children of a group that lies in itself move to the account",
    remove("a", "move-up"),
    "b B in null inherit; a removed",
    { ...ring, groups: [named("a", v42, "a"), named("b", inherit, "a")] },
  ),
  change("mend-cycle", "A cycle may be opened", move("b", null), "b B in null inherit", ring),
]

/** What changes of update settings write. */
export const appliedChanges = suite({
  description: "Makes a change of update settings: what is to be written, or why the tree does not allow it.",
  answer,
  brief,
  cases: [...puts, ...moves, ...settings, ...removals, ...broken],
})
