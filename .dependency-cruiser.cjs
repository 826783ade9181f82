/**
 * The layers of the packages: `core <- policy <- enrollment <- sdk <- http`; adapters and the mailer know the ports alone.
 * Packages are seen as the compiler sees them, from source through the `@muster/source` condition: without it every import
 * of a sibling would end at a `dist` that need not exist, and no rule could fail. `scripts/check-boundaries.mjs` runs
 * this and fails when a package was not seen.
 */
const { readdirSync, readFileSync } = require("node:fs")
const { join } = require("node:path")

const tests = "\\.(test|test-d)\\.ts$|^packages/[^/]+/test/"

/** Of all packages, the source files behind their `exports`. */
const entryPoints = readdirSync(join(__dirname, "packages")).flatMap((folder) => {
  const { exports } = JSON.parse(readFileSync(join(__dirname, "packages", folder, "package.json"), "utf8"))
  return Object.values(exports)
    .map((target) => target["@muster/source"])
    .filter((source) => source !== undefined)
    .map((source) => `^${join("packages", folder, source).replaceAll(".", "\\.")}$`)
})

/** A package imports itself, the packages named, and nothing else of this repository. */
const layer = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: `^packages/(${from})/src/`, pathNot: tests },
  to: { path: "^(packages|examples|tools|docs|bench)/", pathNot: ["^packages/$1/", ...allowed] },
})
const packages = (...names) => names.map((name) => `^packages/${name}/`)
const ports = "^packages/sdk/src/ports/index\\.ts$"

module.exports = {
  forbidden: [
    layer("core-alone", "core", [], "core is the ground: it imports no other package."),
    layer("policy-on-core", "policy", packages("core"), "policy is pure rules over core."),
    layer(
      "enrollment-on-policy",
      "enrollment",
      packages("core", "policy"),
      "enrollment is a pure machine over policy.",
    ),
    layer(
      "sdk-below-http",
      "sdk",
      packages("core", "policy", "enrollment"),
      "The services know no adapter and no http.",
    ),
    layer("http-on-sdk", "http", packages("core", "policy", "enrollment", "sdk"), "http knows no adapter."),
    layer(
      "ports-only",
      "adapters-[^/]+|mailer",
      [...packages("core"), ports],
      "An adapter that knows the services can depend on what another adapter does not have.",
    ),
    {
      name: "flows-apart",
      comment:
        "Signing in, enrolling and a factor of one's own share answers, sessions and attempts, never each other's calls.",
      severity: "error",
      from: { path: "^packages/sdk/src/(sign-in|enrollment|factors)/", pathNot: tests },
      to: { path: "^packages/sdk/src/(sign-in|enrollment|factors)/", pathNot: "^packages/sdk/src/$1/" },
    },
    {
      name: "opentelemetry-from-outside",
      comment: "Whoever does not use it has not installed it, so nothing else may load it, nor know of it.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: [tests, "^packages/sdk/src/opentelemetry/"] },
      to: { path: ["node_modules/@opentelemetry/", "^packages/sdk/src/opentelemetry/"] },
    },
    {
      name: "web-standards-only",
      comment:
        "core, policy, enrollment and http run wherever Web standards run; Node's variants lie behind #hmac and http/node.",
      severity: "error",
      from: {
        path: "^packages/(core|policy|enrollment|http)/src/",
        pathNot: [tests, "^packages/core/src/hmac/node\\.ts$", "^packages/http/src/node/"],
      },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "client-alone",
      comment: "What runs in an app or a page brings no server along: of all else the client of http knows types.",
      severity: "error",
      from: { path: "^packages/http/src/client/", pathNot: tests },
      to: { pathNot: "^packages/http/src/client/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "entry-points-only",
      comment: "What a package does not export may change at any time, also for its siblings.",
      severity: "error",
      from: { path: "^(packages|examples|tools)/([^/]+)/" },
      to: { path: "^packages/[^/]+/src/", pathNot: ["^$1/$2/", ...entryPoints] },
    },
    {
      name: "siblings-by-name",
      comment: "A relative path into a sibling does not exist once the package is published.",
      severity: "error",
      from: { path: "^(packages|examples|tools)/([^/]+)/", pathNot: tests },
      to: { path: "^(packages|examples|tools)/", pathNot: "^$1/$2/", dependencyTypes: ["local"] },
    },
    {
      name: "no-cycles",
      comment: "A file that needs itself to be loaded cannot be understood alone; two types may name each other.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-test-in-source",
      comment: "What is published must not import a test, a fixture or a test kit.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: tests },
      to: { path: tests },
    },
    {
      name: "declared-dependencies",
      comment:
        "What is published finds only its dependencies installed, and those of its host, not the development ones.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: tests },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["npm-peer"] },
    },
    {
      name: "resolvable",
      comment: "An import that leads nowhere passes every other rule.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.base.json" },
    // Types are dependencies too: an adapter that imports a type of the services is as bound as one that calls them.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@muster/source", "types", "node", "import", "default"],
    },
  },
}
