import { expect, test, vi } from "vitest"
import { accountId, openWorld } from "../../test/world.js"
import { createMuster, createWorker, type Logger } from "../index.js"
import { createLog } from "./log.js"
import { logLines } from "./log-lines.js"

const failing = { send: async () => Promise.reject(new Error("down")) }

/** Sends a code with a mailer that fails, which is worth a line. */
async function sendOver(logger: Logger | undefined) {
  const world = openWorld({ mailer: failing, logger })
  await world.enable()
  return world.muster.enrollment.sendEmailCode({ ticket: await world.enrollTicket() })
}

test("without a logger lines go to the console: nothing is swallowed", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {})
  await sendOver(undefined)
  expect(warn.mock.calls).toEqual([[logLines["mail-not-sent"].message, expect.objectContaining({ accountId })]])
  warn.mockRestore()
})

test("a logger that throws, or whose promise rejects, changes nothing", async () => {
  const fail = () => {
    throw new Error("disk full")
  }
  const reject = async () => fail()
  for (const logger of [
    { warn: fail, error: fail },
    { warn: reject, error: reject },
  ] as const) {
    expect(await sendOver(logger)).toMatchObject({ kind: "email-code-sent", delivery: "queued" })
  }
  // A rejection that nobody hears of would end the process in the turns after.
  await new Promise((resolve) => setTimeout(resolve, 5))
})

test("a logger keeps its this", async () => {
  class Lines implements Logger {
    readonly codes: string[] = []
    warn(_: string, { code }: { readonly code: string }) {
      this.codes.push(code)
    }
    error(_: string, { code }: { readonly code: string }) {
      this.codes.push(code)
    }
  }
  const logger = new Lines()
  await sendOver(logger)
  expect(logger.codes).toEqual(["mail-not-sent"])
})

test("a field that the catalogue does not list stays behind", () => {
  const error = vi.fn()
  const fields = { seconds: 7, address: "ann@acme.example" }
  createLog({ warn() {}, error })("clock-refused", fields)
  expect(error).toHaveBeenCalledWith(logLines["clock-refused"].message, { code: "clock-refused", seconds: 7 })
})

test("sentences are fixed, end with a period, and each stands for one code", () => {
  const sentences = Object.values(logLines).map(({ message }) => message)
  expect(new Set(sentences).size).toBe(sentences.length)
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][^.]+\.$/)
})

test("what is no logger is refused at the start", () => {
  const { store, mailer } = openWorld()
  const keys = { current: async () => Promise.reject(), byId: async () => undefined }
  for (const logger of [{}, { warn() {} }, { error() {} }]) {
    const attempt = () => createMuster({ store, mailer, keys, issuer: "Acme", logger: logger as Logger })
    expect(attempt).toThrow(expect.objectContaining({ field: expect.stringMatching(/^logger\./) }))
  }
  const attempt = () => createWorker(openWorld().muster, { logger: {} as Logger })
  expect(attempt).toThrow(expect.objectContaining({ code: "ERR_CONFIGURATION", field: "logger.error" }))
})
