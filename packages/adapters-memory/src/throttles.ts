import {
  type Settlement,
  settleThrottle,
  type ThrottlePool,
  type UserThrottle,
  untouchedThrottle,
} from "@muster/sdk/ports"

export type UserThrottles = Readonly<Record<ThrottlePool, UserThrottle>>

export const untouchedThrottles: UserThrottles = Object.freeze({
  codes: untouchedThrottle,
  "recovery-codes": untouchedThrottle,
})

export function withThrottle(throttles: UserThrottles, pool: ThrottlePool, throttle: UserThrottle): UserThrottles {
  return Object.freeze({ ...throttles, [pool]: Object.freeze({ ...throttle }) })
}

export function settleThrottles(throttles: UserThrottles, settlements: readonly Settlement[]): UserThrottles {
  return settlements.reduce(
    (settled, settlement) =>
      withThrottle(settled, settlement.pool, settleThrottle(settled[settlement.pool], settlement)),
    throttles,
  )
}
