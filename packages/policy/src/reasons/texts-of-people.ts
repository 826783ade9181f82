import type { ReasonTexts } from "./explanation.js"
import { capital, counted, utc } from "./wording.js"

/** Reasons about users and admins. */
export const textsOfPeople = {
  "acting-admin-not-enrolled": () => ({
    title: "You are not enrolled",
    detail: "You have not set up two-factor yourself. You do so at the first sign-in that asks for it.",
  }),
  "acting-admin-cannot-enroll": () => ({
    title: "You could not sign in again",
    detail:
      "You have not set up two-factor, and have no email address to set it up with. Have one added, or two-factor locks you out.",
  }),
  "nobody-can-enroll": ({ users }) => ({
    title: "Nobody could enroll",
    detail: `Two-factor concerns ${counted(users, "user")}, none of whom has an email address to set it up with. Until they have one, it locks them out.`,
  }),
  "no-email": ({ users }) => ({
    title: "No email address",
    detail: `${capital(counted(users, "user"))} cannot set up two-factor without an email address. Until they have one, two-factor locks them out.`,
  }),
  "admins-without-email": ({ admins }) => ({
    title: "Admins without an email address",
    detail: `${capital(counted(admins, "admin"))} cannot set up two-factor without an email address. Until they have one, two-factor locks them out.`,
  }),
  "admins-not-enrolled": ({ admins }) => ({
    title: "Admins not enrolled",
    detail: `Two-factor is not set up yet for ${counted(admins, "admin")}. It is set up at the first sign-in that asks for it.`,
  }),
  "only-one-admin": () => ({
    title: "Only one admin",
    detail: "The account has one admin, whom nobody could help after a lost phone. Make somebody else an admin too.",
  }),
  "no-admin-with-recovery": () => ({
    title: "No admin to help another",
    detail:
      "Fewer than two admins have set up two-factor or could, so nobody could help one of them after a lost phone. Have another admin enroll.",
  }),
  "last-enrolled-admin": () => ({
    title: "Last enrolled admin",
    detail:
      "No other admin has set up two-factor, so this authenticator app has to stay. Have another admin enroll first.",
  }),
  "clients-below-minimum": ({ users }) => ({
    title: "Apps to update",
    detail: `${capital(counted(users, "user"))} must update their app before they can sign in with two-factor. It was below the minimum when last seen.`,
  }),
  "clients-unknown": ({ users }) => ({
    title: "Apps of unknown version",
    detail: `Nobody knows which build ${counted(users, "user")} would sign in with, since the app did not say when last seen. Have them update it.`,
  }),
  "directory-missing": () => ({
    title: "Users not counted",
    detail: "The list of users is not connected, so nobody was counted. Some of them may be locked out.",
  }),
  "user-unknown": () => ({
    title: "User not found",
    detail: "There is no such user in this account. They may have been removed meanwhile.",
  }),
  "self-reset": () => ({
    title: "Another admin has to do it",
    detail: "You cannot take your own two-factor away as an admin. Ask another admin.",
  }),
  "second-factor-needed": () => ({
    title: "Second factor needed",
    detail: "Sign in with a code from your authenticator app to do this.",
  }),
  exempt: ({ until }) => ({
    title: "Exempt for now",
    detail: `This user need not set up two-factor until ${utc(until)}.`,
  }),
  "service-user": () => ({
    title: "Service user",
    detail: "This is a service user, a program that signs in by itself. It is not asked to set up two-factor.",
  }),
  "sso-user": () => ({
    title: "Single sign-on",
    detail: "This user signs in through the organisation's identity provider, and two-factor is left to that.",
  }),
  "factor-active": () => ({
    title: "Two-factor is set up",
    detail: "This user has an authenticator app, and each sign-in asks for its code.",
  }),

  "factor-to-be-replaced": () => ({
    title: "Another authenticator app",
    detail:
      "A new authenticator app is set up in the place of the old one, which works until the new one is confirmed.",
  }),
} satisfies Partial<ReasonTexts>
