import type { Assurance, Enrolled } from "../../src/index.js"
import { shows } from "../shows.js"
import { codesOf, type Model, type Person, renewCodes } from "./model.js"
import { nameOf, type Real } from "./world.js"

interface Scene {
  readonly person: Person
  readonly model: Model
  readonly real: Real
}

function violated(what: string, { person }: Pick<Scene, "person">): never {
  throw new Error(`${what} (${nameOf(person.key)})`)
}

/** A code of the factor has signed somebody in. */
export function accepted(
  scene: Scene,
  { code, assurance }: { readonly code: string; readonly assurance: Assurance },
): void {
  const { person, real } = scene
  if (person.factor === null) violated("a code was accepted without a factor", scene)
  const step = codesOf(person.factor, real).get(code)
  if (step === undefined) violated("a code was accepted that the factor does not show", scene)
  if (step <= person.lastStep) violated("a step was accepted twice, or a step before it", scene)
  person.lastStep = step
  person.compared += 1
  signedIn(scene, assurance)
}

/** A recovery code has signed somebody in. */
export function recovered(
  scene: Scene,
  { code, assurance }: { readonly code: string; readonly assurance: Assurance },
): void {
  const { person } = scene
  if (!person.recoveryCodes.includes(code)) violated("a recovery code was accepted that is none, or was spent", scene)
  person.recoveryCodes = person.recoveryCodes.filter((other) => other !== code)
  person.deadCodes.push(code)
  person.compared += 1
  signedIn(scene, assurance)
  expectMail(scene, "recovery-code-used")
}

/** An enrollment has become the factor. */
export function confirmed(
  scene: Scene,
  { uri, recoveryCodes, next }: Pick<Enrolled, "recoveryCodes" | "next"> & { readonly uri: string | undefined },
): void {
  const { person, model, real } = scene
  if (uri === undefined) violated("a factor was confirmed whose key this ticket has not shown", scene)
  const replaces = person.factor !== null
  if (person.factor !== null) person.retired.push(person.factor)
  person.factor = uri
  person.lastStep = [...codesOf(uri, real).values()][1] as number
  person.compared += 1
  renewCodes(person, recoveryCodes)
  person.deadCodes.push(...(person.renewed?.codes ?? []))
  person.renewed = null
  for (const code of recoveryCodes) model.secrets.add(code)
  expectMail(scene, replaces ? "factor-replaced" : "enrolled")
  if (next.kind === "signed-in") signedIn(scene, next.assurance)
}

function signedIn(scene: Scene, assurance: Assurance): void {
  const { person } = scene
  const { accountId, userId } = person.key
  if (assurance.accountId !== accountId || assurance.userId !== userId)
    violated("the assurance is somebody else's", scene)
  person.assurances.push(assurance)
}

/** Each of these is told by mail, in the same save. */
function expectMail(scene: Scene, kind: string): void {
  const { person, real } = scene
  const last = real.mailer.sent.findLast(({ to }) => to === person.email)
  if (last?.message.kind !== kind) violated(`no mail of kind ${kind}`, scene)
}

/** What holds at every moment, whatever has happened: in the rows, in the counts, in what is seen. */
export async function checkRows({ people, secrets }: Model, real: Real, lastSteps: Map<string, number>): Promise<void> {
  for (const person of people.values()) {
    const { user, throttles } = await real.store.loadUser(person.key)
    const charged = real.charges.get(nameOf(person.key)) ?? 0
    if (person.compared > charged) violated("more codes were compared than were charged", { person })
    if (throttles.codes.failures > 50) violated("more failures in a row than the cap", { person })
    if (user === undefined) continue
    const record = JSON.parse(user.value.json) as { factor: { id: string; lastUsedStep: number } | null }
    if ((record.factor !== null) !== (person.factor !== null))
      violated("the row has another factor than its user", { person })
    if (record.factor !== null) {
      const step = lastSteps.get(record.factor.id) ?? 0
      if (record.factor.lastUsedStep < step) violated("the last step fell", { person })
      lastSteps.set(record.factor.id, record.factor.lastUsedStep)
    }
    for (const secret of secrets) {
      if (shows(user.value.json, secret)) violated("a secret is in a row", { person })
    }
  }
}

/** Looks through the audit log of both accounts for anything that must not be in it. */
export async function checkEvents({ secrets, people }: Model, real: Real): Promise<void> {
  for (const accountId of ["acme", "globex"]) {
    const { items } = await real.store.listEvents({ accountId, limit: 1000 })
    const log = JSON.stringify(items)
    for (const secret of secrets) if (shows(log, secret)) throw new Error("a secret is in the audit log")
    for (const { email } of people.values()) if (log.includes(email)) throw new Error("an address is in the audit log")
  }
}
