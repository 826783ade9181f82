import { inspect } from "node:util"
import { parseOtpauthUri, toBase64url } from "@muster/core"
import { importedSecret } from "./admin-flows.js"
import { attemptId } from "./enrollment-flows.js"
import type { Method } from "./flow.js"
import { keysWhile, rootKeys, type Stage } from "./stage.js"

/** What must not be seen but where it belongs. */
export type SecretKind =
  | "key"
  | "email-code"
  | "recovery-code"
  | "app-code"
  | "ticket"
  | "address"
  | "root-key"
  | "attempt"

export type Secrets = ReadonlyMap<string, SecretKind>

/** What a call is there to show. Every other answer shows nothing that is secret. */
export const shownBy: Partial<Record<Method, readonly SecretKind[]>> = {
  "signIn.begin": ["ticket"],
  "signIn.stepUp": ["ticket"],
  "enrollment.begin": ["ticket"],
  // Named by its own ticket; the key is that of the step, with the address as its label in the app.
  "enrollment.current": ["ticket", "key", "address"],
  "enrollment.verifyEmailCode": ["ticket"],
  "enrollment.issueKey": ["key", "address"],
  "enrollment.confirm": ["recovery-code"],
  "factors.beginReplacement": ["ticket"],
  "factors.regenerateRecoveryCodes": ["recovery-code"],
  // Of the host's own directory, for the page of an admin.
  "users.status": ["address"],
  "users.list": ["address"],
}

const formsOfBytes = (bytes: Uint8Array): readonly string[] => [
  Buffer.from(bytes).toString("hex"),
  Buffer.from(bytes).toString("base64"),
  toBase64url(bytes),
  bytes.join(", "),
]

/** Every form in which a key could be seen. */
function formsOfKey(uri: string): readonly string[] {
  const parsed = parseOtpauthUri(uri)
  if (parsed.kind === "rejected") throw new Error(parsed.reason)
  const setupKey = new URL(uri).searchParams.get("secret") as string
  const groups = setupKey.match(/.{1,4}/g) ?? []
  return [setupKey, groups.join(" "), groups.join("','"), ...formsOfBytes(parsed.secret)]
}

const formsOfRecoveryCode = (code: string) => [code, code.toLowerCase(), code.replaceAll("-", "")]

/** Everything of a run that must not be seen, in every form. */
export async function secretsOf({ mailer, hands }: Stage, answers: readonly unknown[]): Promise<Secrets> {
  const purposes = ["totp", "mail", "ticket", "pepper"] as const
  const derived = await Promise.all(
    Object.values(keysWhile).flatMap((keys) => purposes.map(async (purpose) => (await keys.current(purpose)).key)),
  )
  const roots = Object.values(rootKeys).map((text) => Uint8Array.from(Buffer.from(text, "base64")))
  const found: Readonly<Record<SecretKind, readonly string[]>> = {
    key: [...[...hands.uris, ...valuesOf(answers, "otpauthUri")].flatMap(formsOfKey), ...formsOfBytes(importedSecret)],
    "email-code": mailer.sent.flatMap(({ message }) => (message.kind === "email-code" ? [message.code] : [])),
    "recovery-code": [...hands.recoveryCodes, ...valuesOf(answers, "recoveryCodes")].flatMap(formsOfRecoveryCode),
    "app-code": [],
    ticket: [...hands.tickets, ...valuesOf(answers, "ticket")],
    address: ["ann", "ada", "bob"].map((id) => `${id}@acme.example`).concat("ann@new.example"),
    "root-key": [...roots, ...derived].flatMap(formsOfBytes),
    attempt: [attemptId],
  }
  return new Map(Object.entries(found).flatMap(([kind, texts]) => texts.map((text) => [text, kind as SecretKind])))
}

/** Every text that stands under a name, however deep. */
export function valuesOf(value: unknown, name: string): readonly string[] {
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === name ? [inner].flat().filter((text) => typeof text === "string") : valuesOf(inner, name),
  )
}

const everything = {
  depth: Number.POSITIVE_INFINITY,
  showHidden: true,
  getters: true,
  maxStringLength: null,
  maxArrayLength: null,
  // On one line, so that bytes stand side by side.
  compact: true,
  breakLength: Number.POSITIVE_INFINITY,
}

/** All that anybody could print of a value. */
export function textOf(value: unknown): string {
  const json = JSON.stringify(value, (_, inner) => (inner instanceof Uint8Array ? formsOfBytes(inner) : inner))
  const error = value instanceof Error ? `${value} ${value.stack} ${textOf(value.cause)}` : ""
  return `${inspect(value, everything)} ${json} ${error}`
}
