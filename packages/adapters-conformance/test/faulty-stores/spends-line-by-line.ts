import type { Fault } from "./fault.js"

/** Spends each line by itself, and leaves those before a full one spent. */
export const spendsLineByLine: Fault = {
  does: "spends the lines of a mail budget one by one",
  failsIn: "mail-budget",
  breakIt: ({ mailBudget, ...adapter }) => ({
    ...adapter,
    mailBudget: {
      async spend(lines, now) {
        for (const line of lines) {
          const answer = await mailBudget.spend([line], now)
          if (answer.kind === "throttled") return answer
        }
        return { kind: "spent" }
      },
    },
  }),
}
