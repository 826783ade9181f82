import { type AccountRules, newAccountRules } from "../src/index.js"
import { noon } from "./arbitraries.js"

/** An account with two-factor on since noon, without a date and without stages. */
export const enabledAccount: AccountRules = {
  ...newAccountRules(),
  twoFactor: {
    kind: "on",
    enablementId: "e1",
    enabledAt: noon,
    enabledBy: { system: "test" },
    stages: [],
    forcedLogout: null,
    forcedLogoutAt: null,
  },
}
