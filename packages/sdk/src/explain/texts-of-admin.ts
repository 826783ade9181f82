import { explainReasons, explainVerdict, type Reason } from "@muster/policy"
import type { AccountStatus, Adoption } from "../api/accounts.js"
import type { Answer, TextsFor } from "./explainable.js"
import { closingAt, counted, listed } from "./words.js"

type AccountKinds = "preview" | "enabled" | "disabled" | "saved" | "applied" | "counted"
type UserKinds = "reset" | "unlocked" | "exempted" | "imported" | "noted" | "erased"
type AdminKinds = AccountKinds | UserKinds

/** What an admin's call has done. */
export const textsOfAdmin: TextsFor<Extract<Answer, { readonly kind: AdminKinds }>> = {
  preview: ({ refusals, warnings, peopleWarnings }) => ({
    title: refusals.length === 0 ? "Two-factor can be switched on" : "Two-factor cannot be switched on yet",
    detail: withReasons("Nothing was changed.", [...refusals, ...warnings, ...peopleWarnings]),
  }),
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
    detail: total === 0 ? "The account has no users." : adoptionOf({ total, enrolled, enrolling, notEnrolled }),
  }),
  reset: () => ({
    title: "Two-factor reset",
    detail:
      "The authenticator app and the recovery codes of the user do not work any more, and all their sessions end. If they have to use two-factor, they set it up again at the next sign-in.",
  }),
  unlocked: ({ changed }) =>
    changed === false
      ? { title: "Not locked", detail: "No code of the user had to wait, so nothing was changed." }
      : { title: "Unlocked", detail: "The user's codes are heard again at once." },
  exempted: ({ until }) => ({
    title: until === null ? "Exemption ended" : "Exempt for now",
    detail:
      until === null
        ? "The user is asked to set up two-factor like everybody."
        : `The user need not set up two-factor until ${closingAt(until)}.`,
  }),
  imported: () => ({
    title: "Authenticator app taken over",
    detail:
      "The user's authenticator app works here from now on, with a new code in a minute or two. They make recovery codes when they are signed in. Sessions from before end.",
  }),
  noted: () => ({
    title: "Change noted",
    detail: "All sessions of the user and everything that was begun before the change end.",
  }),
  erased: () => ({
    title: "Erased",
    detail:
      "Nothing is kept any more, and whatever was signed in is over. Of a user the audit log says that somebody was erased, and not who; of an account it is erased too.",
  }),
}

/** Counts the others only where there are any, and of them only the groups that are not empty. */
function adoptionOf({ total, enrolled, enrolling, notEnrolled }: PeopleInTheRollOut): string {
  const needNot = total - enrolled - enrolling - notEnrolled
  const groups = [
    [enrolling, "has begun", "have begun"],
    [notEnrolled, "has not", "have not"],
    [needNot, "need not", "need not"],
  ] as const
  const others = groups.filter(([count]) => count > 0).map(([count, one, many]) => counted(count, one, many))
  const said = `It is set up for ${enrolled} of ${counted(total, "user")}.`
  return others.length === 0 ? said : `${said} Of the others, ${listed(others)}.`
}

type PeopleInTheRollOut = Pick<Adoption, "total" | "enrolled" | "enrolling" | "notEnrolled">

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
