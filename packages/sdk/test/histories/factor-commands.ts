import fc from "fast-check"
import type { UserKey } from "../../src/ports/index.js"
import { client, command, hasAssurance, hasTicket, keep, keys, pick, userOf, which } from "./command.js"
import { loseFactor, type Person, renewCodes } from "./model.js"
import { recoveryCode } from "./sign-in-commands.js"

export const replace = (key: UserKey, index = 0, withCode = false) =>
  command(
    "replace",
    key,
    async (scene) => {
      const { person, muster } = scene
      const code = withCode ? recoveryCode(scene, "right") : undefined
      const answer = await muster.factors.beginReplacement({ ticket: pick(person.tickets, index), recoveryCode: code })
      if (answer.kind === "enroll" && code !== undefined && person.recoveryCodes.includes(code)) spend(person, code)
      keep(scene, answer)
      return answer
    },
    hasTicket,
  )

function spend(person: Person, code: string): void {
  person.recoveryCodes = person.recoveryCodes.filter((other) => other !== code)
  person.deadCodes.push(code)
}

export const replaceFromSession = (key: UserKey) =>
  command(
    "replace from a session",
    key,
    async (scene) => {
      const { person, muster } = scene
      const assurance = pick(person.assurances, 0)
      const answer = await muster.factors.beginReplacement({ assurance, user: userOf(person), client })
      keep(scene, answer)
      return answer
    },
    hasAssurance,
  )

export const regenerate = (key: UserKey) =>
  command(
    "regenerate",
    key,
    async ({ person, model, muster }) => {
      const answer = await muster.factors.regenerateRecoveryCodes({ assurance: pick(person.assurances, 0) })
      if (answer.kind === "regenerated") {
        person.deadCodes.push(...(person.renewed?.codes ?? []))
        person.renewed = { setId: answer.setId, codes: answer.recoveryCodes }
        for (const code of answer.recoveryCodes) model.secrets.add(code)
      }
      return answer
    },
    hasAssurance,
  )

export const acknowledge = (key: UserKey) =>
  command(
    "acknowledge",
    key,
    async ({ person, muster }) => {
      const { setId, codes } = person.renewed as NonNullable<Person["renewed"]>
      const answer = await muster.factors.acknowledgeRecoveryCodes({ assurance: pick(person.assurances, 0), setId })
      if (answer.kind === "acknowledged") {
        renewCodes(person, codes)
        person.renewed = null
      }
      return answer
    },
    (person) => hasAssurance(person) && person.renewed !== null,
  )

export const remove = (key: UserKey) =>
  command(
    "remove",
    key,
    async ({ person, muster }) => {
      const answer = await muster.factors.remove({ assurance: pick(person.assurances, 0) })
      if (answer.kind === "removed") loseFactor(person)
      return answer
    },
    hasAssurance,
  )

/** One call about the own factor. */
export const factorCommands = [
  fc.tuple(keys, which, fc.boolean()).map((args) => replace(...args)),
  ...[replaceFromSession, regenerate, acknowledge, remove].map((call) => keys.map(call)),
]
