import fc from "fast-check"
import type { UserKey } from "../../src/ports/index.js"
import { client, command, hasAssurance, hasTicket, keep, keys, pick, type Scene, userOf, which } from "./command.js"
import { accepted, recovered } from "./invariants.js"
import { personOf } from "./model.js"
import { typedCode } from "./typed-code.js"

export const begin = (key: UserKey) =>
  command("begin", key, async (scene) => {
    const { person, muster } = scene
    const answer = await muster.signIn.begin({
      accountId: key.accountId,
      user: userOf(person),
      client,
      primary: "password",
    })
    keep(scene, answer)
    if (answer.kind === "signed-in") person.assurances.push(answer.assurance)
    // A pending enrollment neither asks for a code nor answers one, and a factor always asks.
    if ((answer.kind === "challenge") !== (person.factor !== null)) throw new Error(`begin answers ${answer.kind}`)
    return answer
  })

export const verify = (key: UserKey, index = 0, what: "right" | "wrong" | "old" = "right") =>
  command(
    `verify ${what}`,
    key,
    async (scene) => {
      const { person, real, muster } = scene
      const code = typedCode(person, real, person.factor, what)
      const answer = await muster.signIn.verify({ ticket: pick(person.tickets, index), code })
      if (answer.kind === "wrong-code" && answer.why === "mismatch") person.compared += 1
      if (answer.kind === "signed-in") accepted(scene, { code, assurance: answer.assurance })
      return answer
    },
    hasTicket,
  )

export const recover = (key: UserKey, index = 0, what: "right" | "dead" | "another's" = "right") =>
  command(
    `recovery code ${what}`,
    key,
    async (scene) => {
      const { person, muster } = scene
      const code = recoveryCode(scene, what)
      const answer = await muster.signIn.useRecoveryCode({ ticket: pick(person.tickets, index), code })
      if (answer.kind === "signed-in") recovered(scene, { code, assurance: answer.assurance })
      return answer
    },
    hasTicket,
  )

export function recoveryCode({ person, model }: Scene, what: "right" | "dead" | "another's"): string {
  const { accountId, userId } = person.key
  const other = personOf(model, { accountId: accountId === "acme" ? "globex" : "acme", userId })
  const source = { right: person.recoveryCodes, dead: person.deadCodes, "another's": other.recoveryCodes }[what]
  return source.at(-1) ?? "0000-0000-0000-0000-0000-000A"
}

export const check = (key: UserKey) =>
  command(
    "check",
    key,
    ({ person, muster }) => muster.sessions.check({ assurance: pick(person.assurances, 0) }),
    hasAssurance,
  )

/** One call of a sign-in or of a session, with whatever ticket and code. */
export const signInCommands = [
  keys.map(begin),
  fc.tuple(keys, which, fc.constantFrom("right", "wrong", "old")).map((args) => verify(...args)),
  fc.tuple(keys, which, fc.constantFrom("right", "dead", "another's")).map((args) => recover(...args)),
  keys.map(check),
]
