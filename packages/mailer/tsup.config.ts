import { defineConfig } from "tsup"

export default defineConfig({
  entry: { index: "src/index.ts", smtp: "src/smtp/index.ts" },
  format: ["esm"],
  dts: true,
  sourcemap: true,
  clean: true,
  target: "node20",
  platform: "neutral",
})
