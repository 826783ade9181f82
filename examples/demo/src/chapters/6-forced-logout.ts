import { explainReason } from "@muster/policy"
import { chapter, holds, tell } from "../parts/story.js"
import type { World } from "../parts/world.js"
import type { Sessions } from "./0-before.js"

/** The date comes: one row decides over every session, at the next request of each. */
export async function forcedLogout({ muster, clock }: World, { kim, lee }: Sessions): Promise<void> {
  chapter(6, "The forced logout")
  clock.set("2026-12-03T22:00:00Z")
  const call = { id: "support-session-1", startedAt: clock.now() }

  clock.set("2026-12-03T22:59:59.999Z")
  const lastMoment = await muster.sessions.check({ assurance: kim })
  holds(
    lastMoment.kind === "continue" && lastMoment.nextChangeAt === clock.now() + 1,
    "the session lasts to the instant",
  )
  tell(`${new Date(clock.now()).toISOString()}: Kim's password-only session continues.`)

  clock.advance({ seconds: 0.001 })
  const ended = await muster.sessions.check({ assurance: kim })
  holds(ended.kind === "logout", "and not after it")
  tell(
    `${new Date(clock.now()).toISOString()}: it ends. ${ended.reasons.map((reason) => explainReason(reason).detail).join(" ")}`,
  )

  const drains = await muster.sessions.check({ assurance: lee, activity: call })
  holds(drains.kind === "drain", "a running support session is not cut off")
  holds(drains.capabilities.finishSession && !drains.capabilities.hostSession, "but nothing new begins")
  tell("Lee, in the middle of a support session, finishes it; hosting another one or connecting unattended is over.")
}
