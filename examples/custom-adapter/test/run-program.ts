import { spawn } from "node:child_process"
import { once } from "node:events"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"

/** Runs a program of this folder in a process of its own, and answers what it wrote and how it ended. */
export async function runProgram(name: string, ...args: readonly string[]) {
  const program = fileURLToPath(new URL(name, import.meta.url))
  const child = spawn(process.execPath, ["--conditions=@muster/source", "--import=tsx", program, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  const [output, [code, signal]] = await Promise.all([text(child.stdout), once(child, "exit")])
  return { told: JSON.parse(output), end: signal ?? code }
}
