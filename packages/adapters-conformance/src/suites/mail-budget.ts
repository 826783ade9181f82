import type { MailBudget, MailBudgetLine } from "@muster/sdk/ports"
import { countKind, inParallel, racers } from "../arrange.js"
import { expectEqual } from "../expectations.js"
import { now } from "../samples.js"
import { suite } from "../suite.js"
import { uniqueId } from "../unique-id.js"

function line(changes: Partial<MailBudgetLine> = {}): MailBudgetLine {
  return { key: uniqueId("address"), limit: 3, windowSeconds: 60, ...changes }
}

/** How many more mails the line allows now. */
async function left(mailBudget: MailBudget, budget: MailBudgetLine): Promise<number> {
  for (let spent = 0; ; spent++) {
    if ((await mailBudget.spend([budget], now)).kind === "throttled") return spent
  }
}

const spent = { kind: "spent" } as const

export const mailBudget = suite("mail-budget", (test) => {
  test("it is spent up to its limit, and throttled until the window ends", async ({ mailBudget }) => {
    const budget = line()
    for (const at of [now, now + 1, now + 59_999]) expectEqual(await mailBudget.spend([budget], at), spent, "a mail")
    for (const at of [now, now + 59_999]) {
      const throttled = await mailBudget.spend([budget], at)
      expectEqual(throttled, { kind: "throttled", retryAt: now + 60_000 }, "a mail too many")
    }
  })

  test("a window begins with its first mail, and the next one with the first after it", async ({ mailBudget }) => {
    const budget = line({ limit: 1 })
    const begins = now + 12_345
    expectEqual(await mailBudget.spend([budget], begins), spent, "the first mail")
    const early = await mailBudget.spend([budget], begins + 59_999)
    expectEqual(early, { kind: "throttled", retryAt: begins + 60_000 }, "a mail in the first window")
    expectEqual(await mailBudget.spend([budget], begins + 90_000), spent, "the first mail after it")
    const again = await mailBudget.spend([budget], begins + 90_001)
    expectEqual(again, { kind: "throttled", retryAt: begins + 150_000 }, "a mail in the second window")
  })

  test("a mail may be sent again at retryAt", async ({ mailBudget }) => {
    const budget = line({ limit: 1 })
    await mailBudget.spend([budget], now)
    const throttled = await mailBudget.spend([budget], now + 1)
    const retryAt = throttled.kind === "throttled" ? throttled.retryAt : now
    expectEqual(await mailBudget.spend([budget], retryAt), spent, "the mail at retryAt")
  })

  test("one unit of every line is spent, or of none", async ({ mailBudget }) => {
    const [full, free] = [line({ limit: 1 }), line()]
    expectEqual(await mailBudget.spend([full, free], now), spent, "the first mail")
    for (const lines of [
      [full, free],
      [free, full],
    ]) {
      expectEqual((await mailBudget.spend(lines, now)).kind, "throttled", "a mail with a full line")
    }
    expectEqual(await left(mailBudget, free), 2, "what is left of the other line")
  })

  test("with several full lines retryAt is when the last of them has room", async ({ mailBudget }) => {
    const [minute, hour] = [line({ limit: 1 }), line({ limit: 1, windowSeconds: 3600 })]
    const day = line({ windowSeconds: 86_400 })
    for (const budget of [minute, hour, day]) await mailBudget.spend([budget], now)
    const throttled = await mailBudget.spend([minute, hour, day], now)
    expectEqual(throttled, { kind: "throttled", retryAt: now + 3_600_000 }, "the answer")
  })

  test("two windows on one key are two budgets", async ({ mailBudget }) => {
    const minute = line({ limit: 2 })
    const day = { ...minute, limit: 3, windowSeconds: 86_400 }
    const answers = []
    for (const at of [now, now, now, now + 60_000, now + 60_000])
      answers.push(await mailBudget.spend([minute, day], at))
    const expected = [
      spent,
      spent,
      { kind: "throttled", retryAt: now + 60_000 },
      spent,
      { kind: "throttled", retryAt: now + 86_400_000 },
    ]
    expectEqual<unknown>(answers, expected, "the answers")
  })

  test("no lines are no budget", async ({ mailBudget }) => {
    expectEqual(await mailBudget.spend([], now), spent, "a mail without lines")
  })

  test("of 50 parallel mails exactly the limit is spent", async ({ mailBudget }) => {
    const budget = line({ limit: 7 })
    const answers = await inParallel(racers, () => mailBudget.spend([budget], now))
    expectEqual(countKind(answers, "spent"), 7, "spent")
  })

  test("of 50 parallel mails with several lines, in any order, exactly the smallest limit is spent of each", async ({
    mailBudget,
  }) => {
    const [small, large] = [line({ limit: 7 }), line({ limit: 30 })]
    const answers = await inParallel(racers, (index) =>
      mailBudget.spend(index % 2 === 0 ? [small, large] : [large, small], now),
    )
    expectEqual(countKind(answers, "spent"), 7, "spent")
    expectEqual(await left(mailBudget, large), 23, "what is left of the larger line")
  })
})
