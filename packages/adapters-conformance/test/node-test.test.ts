import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { expect, test } from "vitest"

test("the kit runs under node:test as it does under vitest", async () => {
  const program = fileURLToPath(new URL("./under-node-test.ts", import.meta.url))
  const options = ["--import", "tsx", "--conditions", "@muster/source", "--test-reporter", "tap"]
  const { stdout } = await promisify(execFile)(process.execPath, [...options, program])
  expect(stdout).toMatch(/^# pass [1-9]\d+\n# fail 0\n# cancelled 0\n# skipped 1$/m)
  expect(stdout).toContain("# SKIP")
})
