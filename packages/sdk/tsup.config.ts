import { defineConfig } from "tsup"

export default defineConfig({
  entry: { index: "src/index.ts", ports: "src/ports/index.ts", opentelemetry: "src/opentelemetry/index.ts" },
  format: ["esm"],
  dts: true,
  sourcemap: true,
  clean: true,
  target: "node20",
  platform: "neutral",
})
