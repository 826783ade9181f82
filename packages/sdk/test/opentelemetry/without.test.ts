import { spawnSync } from "node:child_process"
import { describe, expect, test } from "vitest"
import { instrumentMuster, instrumentStore } from "../../src/opentelemetry/index.js"
import { flows } from "../faults/flows.js"
import { playWhole } from "../faults/play.js"

/** Refuses the API of OpenTelemetry, as in a project that has not installed it. */
const withoutIt = `
  import { register } from "node:module"
  const hooks = \`export async function resolve(name, context, next) {
    if (name.startsWith("@opentelemetry/")) throw new Error("not installed: " + name)
    return next(name, context)
  }\`
  register("data:text/javascript," + encodeURIComponent(hooks))`

function runWithoutIt(entry: string) {
  const program = `import * as entry from "${entry}"; console.log(Object.keys(entry).length > 0)`
  const hooks = `data:text/javascript,${encodeURIComponent(withoutIt)}`
  const flags = ["--conditions=@muster/source", "--import=tsx", `--import=${hooks}`, "--input-type=module"]
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, "--eval", program], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  })
  return { said: stdout.trim(), failure: /not installed: \S+/.exec(stderr)?.[0] }
}

describe("where @opentelemetry/api is not installed", () => {
  test.each(["@muster/sdk", "@muster/sdk/ports"])(
    "%s is loaded all the same",
    (entry) => {
      expect(runWithoutIt(entry)).toEqual({ said: "true", failure: undefined })
    },
    60_000,
  )

  test("only the entry point that needs it is not", () => {
    expect(runWithoutIt("@muster/sdk/opentelemetry")).toEqual({
      said: "",
      failure: "not installed: @opentelemetry/api",
    })
  }, 60_000)
})

describe("where no SDK is registered, the watched services answer as the others do, and ask the store the same", () => {
  test.each(Object.entries(flows))("%s", async (_, flow) => {
    const around = { store: instrumentStore, muster: instrumentMuster }
    const { played } = await playWhole({ ...flow, around })
    expect(played.map(({ calls }) => calls.join(" "))).toEqual(flow.steps.map(({ ports }) => ports))
  })
})
