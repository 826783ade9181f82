import { spawn } from "node:child_process"
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { build, transform } from "esbuild"

const here = fileURLToPath(new URL(".", import.meta.url))
const modules = fileURLToPath(new URL("../../../../../node_modules", import.meta.url))

/** Next's own server for an app of these files, in a folder of its own. Plain JavaScript, so that Next installs nothing. */
export async function openDevApp(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "muster-next-"))
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  await symlink(modules, join(folder, "node_modules"))
  await write("package.json", JSON.stringify({ private: true, type: "module" }))
  // The packages lie behind a link that leads out of the folder.
  await write("next.config.mjs", 'export default { turbopack: { root: "/" }, devIndicators: false }')
  for (const route of ["app/muster/[...path]/route", "app/mail/route"]) {
    const { code } = await transform(await readFile(join(here, `${route}.ts`), "utf8"), { loader: "ts" })
    await write(`${route}.js`, code)
  }
  await build({
    entryPoints: [join(here, "muster.ts")],
    outfile: join(folder, "muster.js"),
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    conditions: ["@muster/source"],
  })

  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "development" as const }
  const server = spawn(process.execPath, [join(here, "dev-server.mjs"), folder], { env, stdio: "pipe" })
  const said: string[] = []
  server.stderr.on("data", (chunk) => said.push(String(chunk)))
  const close = async () => {
    server.stdin.end()
    if (server.exitCode === null) await new Promise((resolve) => server.once("exit", resolve))
    await rm(folder, { recursive: true, force: true })
  }
  for await (const line of createInterface(server.stdout)) {
    const port = /^port (\d+)$/.exec(line)?.[1]
    if (port !== undefined) return { url: `http://127.0.0.1:${port}`, close }
    said.push(line)
  }
  await close()
  throw new Error(`Next has not started:\n${said.join("\n")}`)
}
