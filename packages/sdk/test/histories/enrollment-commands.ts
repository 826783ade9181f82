import fc from "fast-check"
import type { UserKey } from "../../src/ports/index.js"
import { command, hasTicket, keep, keys, pick, which } from "./command.js"
import { confirmed } from "./invariants.js"
import { personOf } from "./model.js"
import { typedCode } from "./typed-code.js"
import type { Real } from "./world.js"

export const sendCode = (key: UserKey, index = 0) =>
  command(
    "send",
    key,
    ({ person, muster }) => muster.enrollment.sendEmailCode({ ticket: pick(person.tickets, index) }),
    hasTicket,
  )

export const verifyEmail = (key: UserKey, index = 0, what: "right" | "wrong" | "another's" = "right") =>
  command(
    `verify email ${what}`,
    key,
    async (scene) => {
      const { person, model, muster, real } = scene
      const other = personOf(model, { ...key, accountId: key.accountId === "acme" ? "globex" : "acme" })
      const code = mailed(real, what === "another's" ? other.email : person.email)
      if (code !== noCode) model.secrets.add(code)
      const typed = what === "wrong" ? String((Number(code) + 1) % 1_000_000).padStart(6, "0") : code
      const answer = await muster.enrollment.verifyEmailCode({ ticket: pick(person.tickets, index), code: typed })
      if (answer.kind === "email-verified" && typed !== mailed(real, person.email))
        throw new Error("a wrong email code was accepted")
      if (answer.kind === "email-verified" || (answer.kind === "wrong-code" && answer.why === "mismatch"))
        person.compared += 1
      keep(scene, answer)
      return answer
    },
    hasTicket,
  )

/** What is typed where no code was mailed. It is no secret, and may be part of any time. */
const noCode = "000000"

function mailed({ mailer }: Real, email: string): string {
  try {
    return mailer.lastCodeTo(email)
  } catch {
    return noCode
  }
}

export const issueKey = (key: UserKey, index = 0) =>
  command(
    "issue key",
    key,
    async ({ person, model, muster }) => {
      const ticket = pick(person.tickets, index)
      const answer = await muster.enrollment.issueKey({ ticket })
      if (answer.kind === "key-issued") {
        person.shown.set(ticket, answer.otpauthUri)
        model.secrets.add(answer.setupKey.bare)
      }
      return answer
    },
    hasTicket,
  )

export const confirm = (key: UserKey, index = 0, what: "right" | "wrong" | "old" = "right") =>
  command(
    `confirm ${what}`,
    key,
    async (scene) => {
      const { person, real, muster } = scene
      const ticket = pick(person.tickets, index)
      const uri = person.shown.get(ticket)
      const answer = await muster.enrollment.confirm({ ticket, code: typedCode(person, real, uri ?? null, what) })
      if (answer.kind === "wrong-code" && answer.why === "mismatch") person.compared += 1
      if (answer.kind === "enrolled") confirmed(scene, { uri, recoveryCodes: answer.recoveryCodes, next: answer.next })
      return answer
    },
    hasTicket,
  )

/** One step of an enrollment, with whatever ticket and code. */
export const enrollmentCommands = [
  fc.tuple(keys, which).map((args) => sendCode(...args)),
  fc.tuple(keys, which, fc.constantFrom("right", "wrong", "another's")).map((args) => verifyEmail(...args)),
  fc.tuple(keys, which).map((args) => issueKey(...args)),
  fc.tuple(keys, which, fc.constantFrom("right", "wrong", "old")).map((args) => confirm(...args)),
]
