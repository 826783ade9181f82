import type { Mail, MailMessage } from "@muster/sdk/ports"

/** 24 November 2026 at 14:05 UTC. */
export const at = Date.UTC(2026, 10, 24, 14, 5)

/** A mail to Ann; each test changes what it is about. */
export function mail(changes: Partial<Mail> & { readonly message?: MailMessage } = {}): Mail {
  return {
    id: "mail-1",
    key: { accountId: "acme", userId: "ann" },
    to: "ann@acme.example",
    locale: null,
    issuer: "Acme Support",
    message: { kind: "email-code", code: "123456", expiresAt: at },
    ...changes,
  }
}

/** One message of every kind, with a code that is nowhere else in the words. */
export const everyMessage: readonly MailMessage[] = [
  { kind: "email-code", code: "123456", expiresAt: at },
  { kind: "enrolled", at, client: { platform: "windows", build: "v4.3 b1575" } },
  { kind: "enrolled", at, client: null },
  { kind: "factor-replaced", at, client: { platform: "ios" } },
  { kind: "factor-replaced", at, client: null },
  { kind: "factor-removed", at, client: { platform: "web" } },
  { kind: "factor-removed", at, client: null },
  { kind: "recovery-codes-regenerated", at, client: { platform: "cli" } },
  { kind: "recovery-codes-regenerated", at, client: null },
  { kind: "factor-imported", at, by: { userId: "ada" } },
  { kind: "factor-imported", at, by: { system: "help desk" } },
  { kind: "replacement-held", at, until: at + 86_400_000 },
  { kind: "user-replacement-held", at, until: at + 86_400_000, user: "bob@acme.example" },
  { kind: "factor-reset", at, by: { userId: "ada" } },
  { kind: "factor-reset", at, by: { system: "help desk" } },
  { kind: "exempted", at, by: { userId: "ada" }, until: at + 86_400_000, before: null },
  { kind: "exempted", at, by: { system: "help desk" }, until: at + 86_400_000, before: at + 3_600_000 },
  { kind: "exemption-ended", at, by: { userId: "ada" } },
  { kind: "exemption-ended", at, by: { system: "help desk" } },
  { kind: "unlocked", at, by: { userId: "ada" } },
  { kind: "unlocked", at, by: { system: "help desk" } },
  { kind: "recovery-code-used", at, left: 7 },
  { kind: "failures-noticed", at, until: at + 30_000 },
  { kind: "failures-noticed", at, until: null },
  { kind: "locked", at, until: at + 3_600_000 },
  { kind: "locked", at, until: null },
  { kind: "forced-logout-reminder", forcedLogoutAt: Date.UTC(2026, 11, 3, 23), timeZone: "Europe/Berlin", daysLeft: 7 },
  { kind: "forced-logout-reminder", forcedLogoutAt: Date.UTC(2026, 11, 3, 23), timeZone: "Europe/Berlin", daysLeft: 0 },
]
