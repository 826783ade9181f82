import { describe, expect, test } from "vitest"
import { breakOff, mailOf } from "./faults/break-off.js"
import { flows } from "./faults/flows.js"
import { breaksOf, playWhole } from "./faults/play.js"
import { openStage } from "./faults/stage.js"

describe.each(Object.entries(flows))("a fault at any call of a port, before it and after it: %s", (_, flow) => {
  test("turns success into failure and nothing else, and the user can start again", async () => {
    const { played, stage } = await playWhole(flow)
    expect(played.map(({ calls }) => calls.join(" "))).toEqual(flow.steps.map(({ ports }) => ports))
    const mail = await mailOf(stage)
    for (const at of breaksOf(played)) {
      await breakOff(flow, played, at, mail).catch((cause: unknown) => {
        const { step, calls } = played[at.step] as (typeof played)[number]
        throw new Error(`${step.method} with a fault ${at.when} ${at.call}, ${calls[at.call]}`, { cause })
      })
    }
  })
})

test("the flows make every call of the services, at so many calls of ports", () => {
  const steps = Object.values(flows).flatMap((flow) => flow.steps)
  const made = new Set<string>(steps.map(({ method }) => method))
  // It asks no port, and waits for nothing.
  made.add("sessions.adopt")
  const services = Object.entries(openStage().muster)
  expect(services.flatMap(([name, calls]) => Object.keys(calls).map((call) => `${name}.${call}`)).sort()).toEqual(
    [...made].sort(),
  )
  expect(steps.flatMap(({ ports }) => ports.split(" "))).toHaveLength(330)
})
