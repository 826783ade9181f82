import type { FaultPoint, Given } from "./fault-plan.js"
import type { Flow, Step } from "./flow.js"
import { isSame, type Snapshot, snapshotOf } from "./snapshot.js"
import { openStage, type Stage } from "./stage.js"

/** A step that nothing has interrupted. */
export interface Played {
  readonly step: Step
  /** The ports that it has called, and with what. */
  readonly calls: readonly string[]
  readonly given: readonly Given[]
  readonly input: unknown
  readonly answer: unknown
  readonly before: Snapshot
  /** What was saved when each of its calls of a port had come back, where that was something else than before. */
  readonly saves: readonly Snapshot[]
  readonly after: Snapshot
}

/** A step that a fault has interrupted. */
export interface Broken {
  readonly stage: Stage
  readonly step: Step
  readonly input: unknown
  /** What it has thrown, or answered all the same. */
  readonly outcome: { readonly kind: "threw"; readonly error: unknown } | { readonly kind: "answered"; answer: unknown }
  readonly state: Snapshot
}

/** Where a flow breaks off. */
export interface Break extends FaultPoint {
  /** Which step, counted from 0. */
  readonly step: number
}

export const kindOf = (answer: unknown): string => (answer as { kind?: string } | null)?.kind ?? "answered"

/** Takes one step without a fault. */
export async function take(stage: Stage, step: Step): Promise<unknown> {
  return stage.call(step.method, await step.input(stage))
}

/** Takes one step without a fault, and keeps what it hands out. */
export async function takeAndKeep(stage: Stage, step: Step): Promise<unknown> {
  const answer = await take(stage, step)
  if (kindOf(answer) !== step.answers) throw new Error(`${step.method} answered ${kindOf(answer)}`)
  step.keep?.(stage, answer as never)
  return answer
}

async function openFlow({ options, around, before }: Flow): Promise<Stage> {
  const stage = openStage(options, around)
  await before?.(stage)
  return stage
}

/** Plays a flow to its end. */
export async function playWhole(flow: Flow): Promise<{ readonly stage: Stage; readonly played: readonly Played[] }> {
  const stage = await openFlow(flow)
  const played: Played[] = []
  for (const step of flow.steps) {
    const input = await step.input(stage)
    const before = await snapshotOf(stage)
    const saves: Snapshot[] = []
    stage.plan.arm(null, async () => {
      const state = await snapshotOf(stage)
      if (!isSame(state, saves.at(-1) ?? before)) saves.push(state)
    })
    const answer = await stage.call(step.method, input)
    const [calls, given] = [[...stage.plan.calls], [...stage.plan.given]]
    stage.plan.stop()
    played.push({ step, calls, given, input, answer, before, saves, after: await snapshotOf(stage) })
    if (kindOf(answer) !== step.answers) throw new Error(`${step.method} answered ${kindOf(answer)}`)
    step.keep?.(stage, answer as never)
  }
  return { stage, played }
}

/** Plays a flow until a fault breaks it off. */
export async function playBroken(flow: Flow, { step: at, ...point }: Break): Promise<Broken> {
  const stage = await openFlow(flow)
  for (const step of flow.steps.slice(0, at)) await takeAndKeep(stage, step)
  const step = flow.steps[at] as Step
  const input = await step.input(stage)
  stage.plan.arm(point)
  const outcome = await stage.call(step.method, input).then(
    (answer) => ({ kind: "answered", answer }) as const,
    (error: unknown) => ({ kind: "threw", error }) as const,
  )
  stage.plan.stop()
  return { stage, step, input, outcome, state: await snapshotOf(stage) }
}

/** Every point at which a flow can break off. */
export function breaksOf(played: readonly Played[]): readonly Break[] {
  return played.flatMap(({ calls }, step) =>
    calls.flatMap((_, call) => (["before", "after"] as const).map((when) => ({ step, call, when }))),
  )
}
