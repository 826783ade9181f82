import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, readFileSync } from "node:fs"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"

const folder = fileURLToPath(new URL("..", import.meta.url))
const readme = readFileSync(`${folder}README.md`, "utf8")
const { name, scripts } = JSON.parse(readFileSync(`${folder}package.json`, "utf8")) as {
  readonly name: string
  readonly scripts: Readonly<Record<string, string>>
}

/** Without what differs from run to run. */
const steady = (line: string) => line.replace(/machine \d/, "machine N").replace(/\d+\.\d s/, "N s")

test.each(["pg-boss", "graphile-worker"])(
  "the command of the README for %s prints what it shows, and Ctrl-C leaves nothing that keeps it alive",
  async (engine) => {
    expect(readme).toContain(`npm run start:${engine} --workspace ${name}\n`)
    const [command = "", ...args] = scripts[`start:${engine}`]?.split(" ") ?? []
    const program = spawn(command, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] })
    const exited = once(program, "exit")
    const shown = /```text\n(.*?)```/s.exec(readme)?.[1]?.trim().split("\n") ?? []
    // Zoe's mail comes with the schedule, which is too far away for a test.
    const expected = shown
      .filter((line) => !line.includes("zoe@"))
      .map((line) => line.replace("graphile-worker", engine))
    expect(shown).toHaveLength(expected.length + 1)

    const lines: string[] = []
    for await (const line of createInterface({ input: program.stdout })) {
      lines.push(line)
      if (lines.length === expected.length) program.kill("SIGINT")
    }
    expect(await exited).toEqual([0, null])
    expect(lines.map(steady).sort()).toEqual([...expected, "stopped"].map(steady).sort())
  },
)

test("the README links to files that are there", () => {
  const targets = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target)
  expect(targets.length).toBeGreaterThan(5)
  expect(targets.filter((target) => !existsSync(folder + target))).toEqual([])
})
