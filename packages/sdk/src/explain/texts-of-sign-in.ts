import { explainReasons } from "@muster/policy"
import type { UpdateClient } from "../api/refusals.js"
import type { Challenge, SignedIn } from "../api/sign-in.js"
import type { TextsFor } from "./explainable.js"
import { codeOf, counted, openingAt, textFor } from "./words.js"

/** What follows the primary method, and a code. */
export const textsOfSignIn: TextsFor<SignedIn | Challenge | UpdateClient> = {
  "signed-in": ({ recoveryCodesLeft }) => ({
    title: "Signed in",
    detail: recoveryCodesLeft === undefined ? "You are signed in." : afterRecoveryCode(recoveryCodesLeft),
  }),
  challenge: ({ digits, retryAt, lostPhone }) => ({
    title: "Enter a code",
    detail: `Enter the ${codeOf(digits)} from your authenticator app${
      retryAt === null ? "" : `, from ${openingAt(retryAt)} on`
    }. ${textFor(withoutPhone, lostPhone, "Without the app, use a recovery code.")}`,
  }),
  "update-client": ({ reasons }) => ({ title: "Update needed", detail: explainReasons(reasons.slice(0, 1)) }),
}

function afterRecoveryCode(left: number): string {
  return left === 0
    ? "You are signed in with your last recovery code. Without your authenticator app you need an admin's help from now on."
    : `You are signed in with a recovery code, and have ${counted(left, "other", "others")} left.`
}

const withoutPhone: { readonly [Rule in Challenge["lostPhone"]]: string } = {
  "authenticator-or-recovery-code": "Without the app, use a recovery code.",
  "self-service": "Without the app, use a recovery code, or ask an admin.",
  "admin-only": "Without the app, use a recovery code, or ask an admin.",
}
