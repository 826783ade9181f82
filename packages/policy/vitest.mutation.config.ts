import { defineConfig } from "vitest/config"

/** The tests of the rules, as each mutant has to meet them: without those that take seconds by design. */
export default defineConfig({
  resolve: { conditions: ["@muster/source"] },
  ssr: { resolve: { conditions: ["@muster/source", "module", "node"] } },
  test: {
    include: ["src/**/*.test.ts"],
    exclude: ["src/time/*.prop.test.ts", "src/time/time-zone-database.test.ts"],
    testTimeout: 30_000,
  },
})
