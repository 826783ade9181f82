import { appWarnings, buildOtpauthUri, formatSetupKey } from "@muster/core"
import type { OpenEnrollment } from "@muster/enrollment"
import type { Client } from "@muster/policy"
import type { KeyIssued } from "../api/enrollment-steps.js"
import type { Dependencies } from "../dependencies.js"
import type { TicketClaims } from "../ticket.js"

/** What the user puts into the authenticator app. */
export function keyIssued(
  deps: Dependencies,
  claims: TicketClaims,
  { totp, expiresAt }: OpenEnrollment,
  secret: Uint8Array,
): KeyIssued {
  const label = accountLabel(claims)
  return {
    kind: "key-issued",
    present: authenticatorIsHere(claims.client) ? "type" : "scan-or-type",
    setupKey: formatSetupKey(secret),
    otpauthUri: buildOtpauthUri({ issuer: deps.issuer, label, secret, parameters: totp }),
    issuer: deps.issuer,
    label,
    totp,
    appWarnings: appWarnings(totp),
    expiresAt,
  }
}

/** A phone cannot photograph its own screen. */
function authenticatorIsHere({ platform, onPhone }: Client): boolean {
  return platform === "ios" || platform === "android" || onPhone === true
}

/**
 * The colon separates issuer and account in the URI, and invisible characters could make one account look like another.
 */
function accountLabel({ email, userId }: TicketClaims): string {
  const label = (email ?? userId)
    .replaceAll(":", "-")
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
    .trim()
  return label === "" ? "account" : label
}
