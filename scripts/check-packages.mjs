// Prevents a release that works here and nowhere else: a file that is not in the tarball, an entry point without its types,
// a dependency that only the workspace provides. Packs what would be published, reads it with publint and attw, and uses
// it from an empty project outside the repository. Needs a build.
import { execFileSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { publicPackages, root } from "./workspaces.mjs"

/** Entry points that need an optional peer. All others have to do without it. */
const peerOf = { "@muster/sdk/opentelemetry": "@opentelemetry/api" }

const packages = publicPackages()
const folder = mkdtempSync(join(tmpdir(), "muster-packages-"))
const faults = []
try {
  const tarballs = pack()
  lint(tarballs)
  consume(tarballs)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
for (const fault of faults) console.log(fault)
console.log(`${packages.length} packages, ${faults.length} faults`)
process.exitCode = faults.length === 0 ? 0 : 1

/** Packs every package and looks at what is in it. */
function pack() {
  return packages.map(({ folder: source, manifest }) => {
    const output = run("npm", ["pack", "--json", "--pack-destination", folder], join(root, source))
    const [{ filename, files }] = JSON.parse(output)
    const paths = files.map(({ path }) => path)
    for (const needed of ["LICENSE", "README.md", "dist/index.js", "dist/index.d.ts"]) {
      if (!paths.includes(needed)) faults.push(`${manifest.name}: ${needed} is missing`)
    }
    for (const path of paths.filter(
      (path) => !/^(dist\/|vectors\/|LICENSE$|README\.md$|CHANGELOG\.md$|EDGE-CASES\.md$|package\.json$)/.test(path),
    )) {
      faults.push(`${manifest.name}: ${path} does not belong into the package`)
    }
    return join(folder, filename)
  })
}

function lint(tarballs) {
  for (const tarball of tarballs) {
    attempt(() => run(bin("publint"), ["--strict", tarball], folder))
    attempt(() => run(bin("attw"), [tarball, "--profile", "esm-only", "--no-color"], folder))
  }
}

/**
 * Installs the tarballs into an empty project, imports every entry point of them, runs the program of the README, and
 * asks each command for its help. What needs an optional peer comes last, with that peer.
 */
function consume(tarballs) {
  const project = join(folder, "consumer")
  const entries = packages.flatMap(({ manifest }) =>
    Object.keys(manifest.exports)
      .filter((path) => !path.endsWith(".json"))
      .map((path) => manifest.name + path.slice(1)),
  )
  mkdirSync(project)
  const write = (name, text) => writeFileSync(join(project, name), text)
  cpSync(join(root, "docs/snippets/readme.ts"), join(project, "readme.ts"))
  write("package.json", JSON.stringify({ name: "consumer", private: true, type: "module" }))
  const importing = (names) => names.map((entry, i) => `export * as entry${i} from ${JSON.stringify(entry)}\n`).join("")
  write("entries.ts", importing(entries.filter((entry) => !(entry in peerOf))))
  write("peers.ts", importing(Object.keys(peerOf)))
  // The declarations of our packages are checked too; with DOM for `console`, and without any types of Node's.
  const compilerOptions = { target: "ES2022", module: "NodeNext", lib: ["ES2023", "DOM"], strict: true, types: [] }
  const compile = (...files) => {
    write("tsconfig.json", JSON.stringify({ compilerOptions, files }))
    run(bin("tsc"), ["-p", project], project)
  }
  const install = (...names) =>
    run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--no-package-lock", ...names], project)

  attempt(() => {
    install(...tarballs)
    compile("readme.ts", "entries.ts")
    run(process.execPath, ["entries.js"], project)
    run(process.execPath, ["readme.js"], project)
    for (const command of packages.flatMap(binsOf))
      run(join(project, "node_modules/.bin", command), ["--help"], project)
    const ranges = Object.assign({}, ...packages.map(({ manifest }) => manifest.peerDependencies))
    install(...Object.values(peerOf).map((peer) => `${peer}@${ranges[peer]}`))
    compile("peers.ts")
    run(process.execPath, ["peers.js"], project)
  })
}

/** The commands that a package brings along. */
function binsOf({ manifest }) {
  return Object.keys(manifest.bin ?? {})
}

function bin(name) {
  return join(root, "node_modules/.bin", name)
}

function run(command, args, cwd) {
  try {
    return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], timeout: 120_000 })
  } catch (error) {
    throw new Error(`${command} ${args.join(" ")}\n${error.stdout}${error.stderr}`)
  }
}

function attempt(step) {
  try {
    step()
  } catch (error) {
    faults.push(error.message)
  }
}
