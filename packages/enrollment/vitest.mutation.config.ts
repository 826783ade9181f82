import { defineConfig } from "vitest/config"

/**
 * The tests of the rules that each mutant has to meet: the examples alone. Properties find the same faults, and
 * take seconds to; a mutant that only they notice is a boundary that no example shows.
 */
export default defineConfig({
  resolve: { conditions: ["@muster/source"] },
  ssr: { resolve: { conditions: ["@muster/source", "module", "node"] } },
  test: {
    include: ["src/**/*.test.ts"],
    exclude: ["src/**/*.prop.test.ts"],
    testTimeout: 30_000,
  },
})
