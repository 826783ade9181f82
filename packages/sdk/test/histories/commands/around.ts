import fc from "fast-check"
import type { MailerState } from "../failing-mailer.js"
import { type Command, worldCommand } from "./command.js"

/** Time that passes; or runs back, as after a clock was set. */
export const wait = (seconds: number): Command =>
  worldCommand(
    "wait",
    (real) => {
      real.wait(seconds)
      return seconds < 0 ? "set back" : "waited"
    },
    `wait ${seconds} s`,
  )

/** A crash. */
const restart = worldCommand("restart", (real) => {
  real.restart()
  return "restarted"
})

/** From now on the mailer does so. */
export const mailer = (state: MailerState): Command =>
  worldCommand(`the mailer ${state}`, ({ post }) => {
    post.state = state
    return "noted"
  })

const pause = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 90 }) },
  { weight: 2, arbitrary: fc.integer({ min: 60, max: 7200 }) },
  { weight: 1, arbitrary: fc.integer({ min: -40, max: 0 }) },
)

/** Time that passes, a crash, and a mailer that is out of order. */
export const aroundCommands: readonly fc.Arbitrary<Command>[] = [
  pause.map(wait),
  pause.map(wait),
  fc.constant(restart),
  fc.constantFrom<MailerState>("works", "works", "works", "throws", "rejects", "refuses").map(mailer),
]
