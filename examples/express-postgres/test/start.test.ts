import { spawn } from "node:child_process"
import { readFile } from "node:fs/promises"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { client } from "./http-client.js"

const folder = fileURLToPath(new URL("..", import.meta.url))

test("one command starts the app on an empty Postgres, and the password gives a session", async () => {
  const { DATABASE_URL: _, ...env } = process.env
  const app = spawn(process.execPath, ["--conditions=@muster/source", "--import", "tsx", "src/main.ts"], {
    cwd: folder,
    env: { ...env, PORT: "0", NODE_ENV: "development" },
    stdio: ["ignore", "pipe", "inherit"],
  })
  const ended = new Promise((resolve) => app.once("exit", resolve))
  try {
    const port = await portOf(createInterface({ input: app.stdout }))
    const browser = client(port)
    const credentials = { email: "ann@acme.example", password: "ann-password", client: { platform: "web" } }
    expect((await browser.post("/muster/sign-in", credentials)).body.kind).toBe("signed-in")
    expect((await browser.get("/me")).body.userId).toBe("ann")
  } finally {
    app.kill()
    await ended
  }
})

async function portOf(lines: AsyncIterable<string>): Promise<number> {
  for await (const line of lines) {
    const port = /http:\/\/localhost:(\d+)/.exec(line)?.[1]
    if (port !== undefined) return Number(port)
  }
  throw new Error("the app ended before it listened")
}

test("the README shows only files that are there, and the code of them as it is", async () => {
  const readme = await readFile(`${folder}README.md`, "utf8")
  for (const [, file = ""] of readme.matchAll(/\]\((src\/[^)]+)\)/g)) await readFile(folder + file)
  const source = await readFile(`${folder}src/two-factor/http-host.ts`, "utf8")
  for (const [, code = ""] of readme.matchAll(/```ts\n(.*?)```/gs)) expect(source).toContain(code)
})
