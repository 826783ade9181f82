import { readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const folders = (parent: string) =>
  readdirSync(here(parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => ({ name: entry.name, root: here(`${parent}/${entry.name}`) }))

/** The projects whose tests get a Postgres server, as `inject("postgresUrl")`. */
const onPostgres = ["adapters-postgres", "express-postgres", "job-engines", "load"]

/** The packages of rules, whose own tests meet every branch: each is a case that somebody will meet. */
const pure = ["core", "policy", "enrollment"]

const projects = [
  ...folders("packages"),
  ...folders("examples"),
  ...folders("tools"),
  { name: "load", root: here("./bench/load") },
]

/**
 * One project a workspace; packages are read from source through the `@muster/source` export condition. `--mode branches` runs the
 * pure packages and counts branches, `--mode others` the rest, which counting would slow down.
 */
export default defineConfig(({ mode }) => ({
  resolve: { conditions: ["@muster/source"] },
  ssr: { resolve: { conditions: ["@muster/source", "node"] } },
  test: {
    // Modules are read once a worker and not once a file, which halves the time; no test changes what another one reads.
    isolate: false,
    // Two at a time also on two cores: many tests wait for a server more than they work.
    maxWorkers: 2,
    coverage: {
      enabled: mode === "branches",
      include: ["packages/{core,policy,enrollment}/src/**/*.ts"],
      exclude: ["**/*.test.ts", "**/*.test-d.ts"],
      thresholds: { branches: 100 },
      reporter: [["text", { skipFull: true }]],
      reportsDirectory: ".cache/coverage",
    },
    projects: projects
      .filter(({ name }) => isOf(mode, name))
      .map(({ name, root }) => ({
        extends: true as const,
        test: {
          name,
          root,
          include: ["{src,test}/**/*.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          globalSetup: onPostgres.includes(name) ? [here("./tools/local-postgres/src/vitest.ts")] : [],
        },
      })),
  },
}))

function isOf(mode: string, project: string): boolean {
  if (mode === "branches") return pure.includes(project)
  return mode !== "others" || !pure.includes(project)
}
