import { explainReasons, explainVerdict, type Reason } from "@muster/policy"
import type { AccountStatus } from "../api/accounts.js"
import type { Answer, TextsFor } from "./explainable.js"
import { closingAt, counted } from "./words.js"

type AdminKinds = "enabled" | "disabled" | "saved" | "applied" | "counted" | "reset" | "unlocked" | "exempted"

/** What an admin's call has done. */
export const textsOfAdmin: TextsFor<Extract<Answer, { readonly kind: AdminKinds }>> = {
  enabled: ({ status: { twoFactor }, warnings }) => ({
    title: "Two-factor is on",
    detail: withReasons(`Users set it up at their next sign-in${scheduleOf(twoFactor)}.`, warnings),
  }),
  disabled: ({ warnings }) => ({
    title: "Two-factor is off",
    detail: withReasons("Users keep their authenticator apps, and who has one is still asked for its code.", warnings),
  }),
  saved: (answer) => ({
    title: "Saved",
    detail:
      "readiness" in answer
        ? explainVerdict(answer.readiness).detail
        : withReasons("The change was saved.", answer.warnings),
  }),
  applied: ({ readiness }) => ({ title: "Changes made", detail: explainVerdict(readiness).detail }),
  counted: ({ total, enrolled, enrolling, notEnrolled }) => ({
    title: "Who has set up two-factor",
    detail: `It is set up for ${enrolled} of ${counted(total, "user")}. Of the others, ${enrolling} have begun, ${notEnrolled} have not, and ${total - enrolled - enrolling - notEnrolled} need not.`,
  }),
  reset: () => ({
    title: "Two-factor reset",
    detail: "The user sets up two-factor again at the next sign-in. All their sessions end.",
  }),
  unlocked: () => ({ title: "Unlocked", detail: "The user's codes are heard again at once." }),
  exempted: ({ until }) => ({
    title: until === null ? "Exemption ended" : "Exempt for now",
    detail:
      until === null
        ? "The user is asked to set up two-factor like everybody."
        : `The user need not set up two-factor until ${closingAt(until)}.`,
  }),
}

function scheduleOf(twoFactor: AccountStatus["twoFactor"]): string {
  if (twoFactor.kind === "off") return ""
  const { stages, forcedLogoutAt } = twoFactor
  return [
    stages.length === 0 ? "" : ", those of a stage when it has begun",
    forcedLogoutAt === null ? "" : `; sessions without it end at ${closingAt(forcedLogoutAt)}`,
  ].join("")
}

function withReasons(said: string, reasons: readonly Reason[]): string {
  return `${said} ${explainReasons(reasons, { maxLength: 600 - said.length - 1 })}`.trim()
}
