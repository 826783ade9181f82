import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "tsup"

const root = fileURLToPath(new URL("../../..", import.meta.url))
const outDir = join(root, ".cache/load")

/** Compiles the program of a machine as it is now, so that the load runs on what users would have and a start is quick. */
export async function compileMachine(): Promise<string> {
  await build({
    config: false,
    silent: true,
    entry: { machine: join(root, "bench/load/machines/machine.ts") },
    outDir,
    format: "esm",
    platform: "node",
    target: "node20",
    skipNodeModulesBundle: true,
    noExternal: [/^@muster/, "#hmac"],
    esbuildOptions(options) {
      options.conditions = ["@muster/source"]
    },
  })
  return join(outDir, "machine.js")
}
