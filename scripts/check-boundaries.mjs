// Prevents a layer from growing into another, and a check of that which passes because it saw nothing: when the imports
// of a package cannot be resolved or its files cannot be read, dependency-cruiser reports no violation in no module.
import { cruise, format } from "dependency-cruiser"
import extractOptions from "dependency-cruiser/config-utl/extract-depcruise-options"
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config"
import { publicPackages, root } from "./workspaces.mjs"

process.chdir(root)
const folders = ["packages", "examples", "tools"]
const { output: result } = await cruise(folders, await extractOptions("./.dependency-cruiser.cjs"), undefined, {
  tsConfig: extractTsConfig("tsconfig.base.json"),
})
const { output, exitCode } = await format(result, { outputType: "err" })
console.log(output.trim())

const faults = publicPackages().flatMap(({ folder, manifest }) => {
  const modules = result.modules.filter(({ source }) => source.startsWith(`${folder}/src/`))
  const siblings = Object.keys(manifest.dependencies ?? {}).filter((name) => name.startsWith("@muster/"))
  const resolved = modules.flatMap(({ dependencies }) => dependencies).map((dependency) => dependency.resolved)
  return [
    ...(modules.length === 0 ? [`${folder}: not one file was seen`] : []),
    ...siblings
      .filter((name) => !resolved.some((path) => path.startsWith(`packages/${name.slice("@muster/".length)}/src/`)))
      .map((name) => `${folder}: depends on ${name}, but no import of it was seen in the source`),
  ]
})
for (const fault of faults) console.log(fault)
process.exitCode = exitCode === 0 && faults.length === 0 ? 0 : 1
