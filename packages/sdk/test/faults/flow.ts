import type { Muster, MusterOptions } from "../../src/index.js"
import type { Around, Stage } from "./stage.js"

/** A call of the services, by its name. */
export type Method = { [S in keyof Muster]: `${S}.${keyof Muster[S] & string}` }[keyof Muster]

type CallOf<M extends Method> = M extends `${infer S extends keyof Muster}.${infer C}`
  ? C extends keyof Muster[S]
    ? Muster[S][C]
    : never
  : never
type InputOf<M extends Method> = CallOf<M> extends (input: infer Input) => unknown ? Input : never
type AnswerOf<M extends Method> = CallOf<M> extends (...args: never[]) => infer Answer ? Awaited<Answer> : never
type KindOf<Answer> = Answer extends { readonly kind: infer Kind extends string } ? Kind : "answered"
type OfKind<Answer, Kind> = Answer extends { readonly kind: string } ? Extract<Answer, { readonly kind: Kind }> : Answer

/** One call of a flow, and what is said of it when a port fails in the middle. */
export interface Step<M extends Method = Method, Kind = string> {
  readonly method: M
  readonly input: (stage: Stage) => InputOf<M> | Promise<InputOf<M>>
  /** The kind of its answer; `answered` where it has none. */
  readonly answers: Kind
  /** Every call of a port that it makes, in order: one that is added is seen here. */
  readonly ports: string
  /**
   * The kind of the answer to the same call once more, when the first was saved and its answer was lost; `same`: the
   * very answer that was lost. Absent: as `answers`.
   */
  readonly again?: KindOf<AnswerOf<M>> | "same"
  /** What was typed: once it has been accepted, no other call accepts it. */
  readonly code?: "totp" | "recovery" | "email"
  /** What is in hand after the answer. */
  readonly keep?: (stage: Stage, answer: OfKind<AnswerOf<M>, Kind>) => void
  /** How people go on whose answer was lost, where the same call does not answer them; then the flow is over. */
  readonly lost?: (stage: Stage) => Promise<void>
  /**
   * Of how many saves it consists by design, each all or nothing; the same call goes on where it broke off. Absent: of
   * one.
   */
  readonly saves?: number
}

/** Several calls one after the other. */
export interface Flow {
  /** Other options than those of the stage. */
  readonly options?: Partial<MusterOptions>
  /** Absent: nothing stands around store and services. */
  readonly around?: Around
  /** What comes before; nothing fails in it. */
  readonly before?: (stage: Stage) => Promise<void>
  readonly steps: readonly Step[]
  /** Looks whether what the flow is for has come about, however often it was interrupted. */
  readonly goal: (stage: Stage) => Promise<void>
  /** Why a fault may cost mail. Absent: what a save tells is told, each mail once, whatever fails. */
  readonly mayLose?: string
}

/** Checks a step against the call that it makes. */
export function step<M extends Method, Kind extends KindOf<AnswerOf<M>>>(made: Step<M, Kind>): Step {
  return made as unknown as Step
}
