import { type ThrottleRule, throttleRules } from "../src/index.js"

/** The default rules as a Markdown table. */
export function throttleTable(): string {
  const rules = [throttleRules.codes, throttleRules["recovery-codes"]]
  const row = (title: string, cell: (rule: ThrottleRule) => string) => `| ${[title, ...rules.map(cell)].join(" | ")} |`
  return [
    "| | numeric codes | recovery codes |",
    "| --- | --- | --- |",
    row("free attempts in a row", ({ free }) => `${free}`),
    row("then a wait of", waits),
    row("locked at, in a row", ({ cap }) => `${cap}`),
    row(
      "bucket, which a success does not empty",
      ({ bucketUnits, unitSeconds }) => `${bucketUnits}, leaks one in ${span(unitSeconds)}`,
    ),
  ].join("\n")
}

function waits({ firstWaitSeconds, maxWaitSeconds }: ThrottleRule): string {
  if (firstWaitSeconds === maxWaitSeconds) return span(maxWaitSeconds)
  return `${span(firstWaitSeconds)}, doubling up to ${span(maxWaitSeconds)}`
}

function span(seconds: number): string {
  return seconds % 3600 === 0 ? `${seconds / 3600} h` : `${seconds} s`
}
