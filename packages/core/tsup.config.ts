import { defineConfig } from "tsup"

const entries = { index: "src/index.ts", qr: "src/qr/index.ts", testing: "src/testing/index.ts" }

export default defineConfig({
  // The two variants of `#hmac` are entries of their own: package.json chooses between them when the package is used.
  entry: { ...entries, "hmac-node": "src/hmac/node.ts", "hmac-portable": "src/hmac/portable.ts" },
  external: ["#hmac", "node:crypto"],
  format: ["esm"],
  dts: { entry: entries },
  sourcemap: true,
  clean: true,
  removeNodeProtocol: false,
  target: "node20",
  platform: "neutral",
})
