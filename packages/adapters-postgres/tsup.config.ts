import { defineConfig } from "tsup"

export default defineConfig({
  entry: { index: "src/index.ts", "muster-postgres": "src/cli/bin.ts" },
  format: ["esm"],
  dts: true,
  sourcemap: true,
  clean: true,
  target: "node20",
  platform: "neutral",
})
