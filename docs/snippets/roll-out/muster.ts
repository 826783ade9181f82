import { memoryMailer, memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { fakeClock } from "@muster/core/testing"
import { createMuster } from "@muster/sdk"
import type { DirectoryUser } from "@muster/sdk/ports"

const people: readonly DirectoryUser[] = [
  { id: "ann", email: "ann@acme.example", isAdmin: true, isService: false, hasLocalPassword: true },
  { id: "bob", email: "bob@acme.example", isAdmin: false, isService: false, hasLocalPassword: true },
  { id: "eve", email: null, isAdmin: false, isService: false, hasLocalPassword: true },
  { id: "robot", email: null, isAdmin: false, isService: true, hasLocalPassword: false },
]

export const muster = createMuster({
  store: memoryStore(),
  mailer: memoryMailer(),
  keys: ephemeralKeys(),
  issuer: "Acme Support",
  clock: fakeClock("2026-11-24T09:00:00Z"),
  directory: {
    list: async () => ({ items: people, next: null }),
    get: async ({ userId }) => people.find(({ id }) => id === userId),
  },
  builds: {
    minimum: "v4.3 b1575",
    catalogue: [
      { build: "v4.2 b1400", availableFrom: 0, defaultFrom: 0 },
      { build: "v4.3 b1575", availableFrom: 0, defaultFrom: Date.parse("2026-11-30T00:00:00Z") },
    ],
  },
})
