import { memoryMailer, memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { fakeClock } from "@muster/core/testing"
import { createMuster } from "@muster/sdk"
import { directory } from "./directory.js"

export const muster = createMuster({
  store: memoryStore(),
  mailer: memoryMailer(),
  keys: ephemeralKeys(),
  issuer: "Acme Support",
  clock: fakeClock("2026-11-24T09:00:00Z"),
  directory,
  builds: {
    minimum: "v4.3 b1575",
    catalogue: [
      { build: "v4.2 b1400", availableFrom: 0, defaultFrom: 0 },
      { build: "v4.3 b1575", availableFrom: 0, defaultFrom: Date.parse("2026-11-30T00:00:00Z") },
    ],
  },
})
