import { authenticator } from "@muster/core/testing"
import { expectKind } from "@muster/sdk"
import { afterEach, beforeEach, expect, test } from "vitest"
import { newFile } from "./new-file.js"
import { runProgram } from "./run-program.js"
import { accountId, newKey, openStory, otherThan } from "./story.js"

let file: ReturnType<typeof newFile>
beforeEach(() => {
  file = newFile()
})
afterEach(() => file.remove())

test("of fifty guesses of two processes five are compared, and the others have to wait", async () => {
  const key = newKey()
  const { muster, clock, enroll } = await openStory(file.url, { key, at: "2026-11-24T09:00:00Z" })
  const { app } = await enroll()
  const wrongCode = otherThan(app.code())
  const runs = [1, 2].map(() => runProgram("guess.ts", file.url, key, String(clock.now()), wrongCode))
  const kinds: readonly string[] = (await Promise.all(runs)).flatMap(({ told }) => told)
  expect(kinds.filter((kind) => kind === "wrong-code")).toHaveLength(5)
  expect(kinds.filter((kind) => kind === "throttled")).toHaveLength(45)
  muster.close()
}, 60_000)

test("a file whose process was killed has everything: factor, spent code, charges, events and sessions", async () => {
  const key = newKey()
  const { told, end } = await runProgram("enroll-and-die.ts", file.url, key)
  expect([end, told.done.kind, told.wrong.kind]).toEqual(["SIGKILL", "signed-in", "wrong-code"])

  const { muster, clock, challenge } = await openStory(file.url, { key, at: told.at })
  expect(await muster.accounts.events({ accountId })).toEqual(told.events)
  expect((await muster.sessions.check({ assurance: told.done.assurance })).kind).toBe("continue")
  const ticket = await challenge()
  expect(await muster.signIn.verify({ ticket, code: told.spent })).toMatchObject({ kind: "wrong-code" })
  // The spent code was no guess, so what is left is counted from before the process was killed.
  const wrong = await muster.signIn.verify({ ticket, code: otherThan(told.spent) })
  expect(wrong).toMatchObject({ kind: "wrong-code", attemptsLeft: told.wrong.attemptsLeft - 1 })
  clock.advance({ seconds: 30 })
  const app = authenticator(told.otpauthUri, clock)
  expectKind(await muster.signIn.verify({ ticket, code: app.code() }), "signed-in")
  muster.close()
}, 60_000)
