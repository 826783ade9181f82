import { buildOtpauthUri, TOTP_DEFAULTS } from "@muster/core"
import fc from "fast-check"
import type { UserKey } from "../../../src/ports/index.js"
import { isExempt } from "../model/account.js"
import { gainFactor, loseFactor, raiseEpoch, tellByFactor } from "../model/changes.js"
import { stepAt } from "../model/codes.js"
import { type Person, violated } from "../model/person.js"
import { endWaits, mayWait } from "../model/waits.js"
import { actor, command, keys, reason, type Scene } from "./command.js"

const day = 86_400_000

export const reset = (key: UserKey) =>
  command("reset", key, async ({ person, muster, times }) => {
    const answer = await muster.users.reset({ ...key, actor, reason })
    if (answer.kind !== "reset") violated(`reset answers ${answer.kind}`, person)
    tellByFactor(person, person.factor, "factor-reset")
    loseFactor(person, times)
    endWaits(person)
    if (answer.epoch !== person.epoch) violated("reset answers another epoch", person)
    return answer
  })

export const primaryChanged = (key: UserKey) =>
  command("primary changed", key, async ({ person, muster, times }) => {
    const answer = await muster.users.primaryChanged(key)
    raiseEpoch(person, times)
    return answer
  })

/** Ends the waits of somebody who was locked; nothing changes for whom nothing waits. */
export const unlock = (key: UserKey) =>
  command("unlock", key, async ({ person, muster, times }) => {
    const answer = await muster.users.unlock({ ...key, actor, reason })
    if (answer.kind !== "unlocked") violated(`unlock answers ${answer.kind}`, person)
    const waits = mayWait(person, "codes", times.now) || mayWait(person, "recovery-codes", times.now)
    if (answer.changed && !waits) violated("somebody was unlocked who was not locked", person)
    if (answer.changed) endWaits(person)
    else for (const pool of ["codes", "recovery-codes"] as const) person.heardFrom[pool] = times.now
    return { kind: answer.changed ? "unlocked" : "nothing to unlock" }
  })

/** A key that another library knew; another one for each epoch. */
const knownElsewhere = ({ key, epoch }: Person) =>
  new TextEncoder().encode(`${key.accountId}/${key.userId}/${epoch}`.padEnd(20, "."))

export const importFactor = (key: UserKey) =>
  command("import", key, async ({ person, model, muster, times }) => {
    const secret = knownElsewhere(person)
    const answer = await muster.users.importFactor({ ...key, actor, reason, secret, totp: TOTP_DEFAULTS })
    const expected = person.factor === null ? "imported" : "already-enrolled"
    if (answer.kind !== expected) violated(`import answers ${answer.kind}`, person)
    if (answer.kind === "imported") {
      const uri = buildOtpauthUri({ issuer: "elsewhere", label: key.userId, secret })
      // The other library may have taken the code of the next step already.
      const factor = { uri, lastStep: stepAt(times.now) + 1, hasAddress: false }
      gainFactor(person, { factor, recoveryCodes: [] }, times)
      // The user has proved nothing by it.
      person.epochRaisedBy = "something else"
      model.secrets.add(new URL(uri).searchParams.get("secret") as string)
    }
    return answer
  })

/** Nothing is left of the user: no factor, no code, no mail, no event; but the epoch has risen, so that nothing of theirs revives. */
export const erase = (key: UserKey) =>
  command("erase", key, async ({ person, muster, real, times }) => {
    const answer = await muster.users.erase({ ...key, actor, reason })
    if (answer.kind !== "erased") violated(`erase answers ${answer.kind}`, person)
    const { items } = await real.store.listEvents({ ...key, limit: 1 })
    if (items.length > 0) violated("an event is left of somebody who was erased", person)
    if (person.standing !== "known") return { kind: "nothing to erase" }
    loseFactor(person, times)
    endWaits(person)
    person.exemptUntil = null
    person.standing = "erased"
    // What was not sent by now is not sent any more.
    const sent = [...real.mailer.sent, ...real.post.refused].filter(({ to }) => to === person.email)
    const kinds = sent.map(({ message }) => message.kind)
    person.told = new Map([...new Set(kinds)].map((kind) => [kind, kinds.filter((other) => other === kind).length]))
    return answer
  })

/** What becomes of a wish for an exemption: it ends later than now, and within the days that are allowed. */
function expectedOf({ person, times }: Scene, until: number | null): "exempted" | "refused" | "unchanged" {
  const running = isExempt(person, times.now) ? person.exemptUntil : null
  if (until === running) return "unchanged"
  return until === null || (until > times.now && until <= times.now + 90 * day) ? "exempted" : "refused"
}

/** Grants an exemption, moves its end, or ends it (`null`). */
export const exempt = (key: UserKey, days: number | null) =>
  command("exempt", key, async (scene) => {
    const { person, muster, times } = scene
    const until = days === null ? null : times.now + days * day
    const answer = await muster.users.exempt({ ...key, actor, reason, until })
    const expected = expectedOf(scene, until)
    if ((answer.kind === "refused") !== (expected === "refused")) violated(`exempt answers ${answer.kind}`, person)
    const was = isExempt(person, times.now)
    if (expected === "exempted") {
      person.exemptUntil = until ?? times.now
      person.standing = "known"
      return { kind: until === null ? "ended" : was ? "moved" : "granted" }
    }
    return { kind: expected }
  })

/** What admins do to users, and the host. */
export const userCommands = [
  ...[reset, primaryChanged, unlock, importFactor, erase].map((call) => keys.map(call)),
  fc.tuple(keys, fc.constantFrom(1, 30, 90, 91, -1, null)).map((args) => exempt(...args)),
]
