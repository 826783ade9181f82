import fc from "fast-check"
import type { UserKey } from "../../../src/ports/index.js"
import { forgetShown, replaceCodes, spendCode, tell, tellByFactor } from "../model/changes.js"
import { namesakeOf } from "../model/model.js"
import { type Person, violated } from "../model/person.js"
import { ownAnswers, powerOf } from "../model/sessions.js"
import type { Ticket } from "../model/tickets.js"
import { assuranceOf, command, hasAssurance, hasTicket, keys, type Scene, ticketOf, which } from "./command.js"
import { withHost } from "./host.js"
import { tries } from "./sign-in.js"
import { judgeTry, keepAssurance, keepTry, nameOfTry, nameTry, type Try } from "./tries.js"

export type Whose = "right" | "dead" | "another's"

/** A recovery code that works, or one that must not. */
export function recoveryCode({ person, model }: Pick<Scene, "person" | "model">, whose: Whose): string {
  const { recoveryCodes, deadCodes, key } = person
  const source = {
    right: recoveryCodes.codes,
    dead: deadCodes,
    "another's": namesakeOf(model, key).recoveryCodes.codes,
  }
  return source[whose]?.at(-1) ?? "0000-0000-0000-0000-0000-000A"
}

export const isRightCode = ({ recoveryCodes }: Person, code: string) => recoveryCodes.codes?.includes(code) === true

/** A code is spent, and its user told; a session without a confirmed address does not say where. */
export function recoveryCodeWasUsed(person: Person, ticket: Ticket, code: string): void {
  spendCode(person, code)
  if (ticket.isStepUp) tellByFactor(person, person.factor, "recovery-code-used")
  else tell(person, "recovery-code-used")
}

export const recover = (key: UserKey, whose: Whose = "right", tried: Try = {}) =>
  command(
    nameOfTry(`recovery code ${whose}`, tried),
    key,
    async (scene) => {
      const { person, muster } = scene
      const { host = "none" } = tried
      const ticket = ticketOf(person, tried.index ?? 0)
      const code = recoveryCode(scene, whose)
      const attemptId = nameTry(person, tried.isNamed)
      const answer = await withHost(scene, host, (transaction) =>
        muster.signIn.useRecoveryCode({ ticket: ticket.text, code, attemptId, transaction }),
      )
      const made = {
        call: "use a recovery code",
        pool: "recovery-codes",
        ticket,
        code,
        attemptId,
        host,
        answer,
      } as const
      if (judgeTry(scene, made, { success: "signed-in", isRight: isRightCode(person, code) })) {
        recoveryCodeWasUsed(person, ticket, code)
        keepTry(scene, made)
        if (answer.kind === "signed-in") {
          keepAssurance(person, answer.assurance)
          if (answer.recoveryCodesLeft !== person.recoveryCodes.codes?.length)
            violated("another number of recovery codes is left", person)
        }
      }
      return answer
    },
    hasTicket,
  )

export const regenerate = (key: UserKey, index = 0) =>
  command(
    "regenerate",
    key,
    async ({ person, model, muster, times }) => {
      const assurance = assuranceOf(person, index)
      const answer = await muster.factors.regenerateRecoveryCodes({ assurance })
      const answers = ownAnswers(
        powerOf(person, assurance, times.now),
        { fresh: "regenerated", old: "proof-needed" },
        "not-enrolled",
      )
      if (!answers.includes(answer.kind)) violated(`regenerate answers ${answer.kind}`, person)
      if (answer.kind === "regenerated") {
        forgetShown(person)
        person.renewed = { setId: answer.setId, codes: answer.recoveryCodes }
        for (const code of answer.recoveryCodes) model.secrets.add(code)
      }
      return answer
    },
    hasAssurance,
  )

/** Says to have kept a set: the newest, or one that something has overtaken. */
export const acknowledge = (key: UserKey, which: "newest" | "overtaken" = "newest") =>
  command(
    `acknowledge the ${which}`,
    key,
    async ({ person, muster, times }) => {
      const assurance = assuranceOf(person, 0)
      const setId = (which === "newest" ? person.renewed?.setId : person.overtakenSets.at(-1)) as string
      const answer = await muster.factors.acknowledgeRecoveryCodes({ assurance, setId })
      const success = which === "newest" ? "acknowledged" : "superseded"
      // The proof was asked for when the set was made.
      const answers = ownAnswers(
        powerOf(person, assurance, times.now),
        { fresh: success, old: success },
        "not-enrolled",
      )
      if (!answers.includes(answer.kind)) violated(`acknowledge answers ${answer.kind}`, person)
      if (answer.kind === "acknowledged" && person.renewed !== null) {
        replaceCodes(person, person.renewed.codes)
        person.renewed = null
        tellByFactor(person, person.factor, "recovery-codes-regenerated")
      }
      return answer
    },
    (person) =>
      hasAssurance(person) && (which === "newest" ? person.renewed !== null : person.overtakenSets.length > 0),
  )

export const recoveryCodeCommands = [
  fc.tuple(keys, fc.constantFrom("right", "right", "dead", "another's"), tries).map((args) => recover(...args)),
  fc.tuple(keys, which).map((args) => regenerate(...args)),
  fc.tuple(keys, fc.constantFrom("newest", "newest", "overtaken")).map((args) => acknowledge(...args)),
]
