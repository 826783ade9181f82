import { accountRoutes } from "./accounts.js"
import { deviceGroupRoutes } from "./device-groups.js"
import { enrollmentRoutes } from "./enrollment.js"
import { factorRoutes } from "./factors.js"
import type { Route } from "./route.js"
import { sessionRoutes } from "./session.js"
import { signInRoutes } from "./sign-in.js"
import { userRoutes } from "./users.js"

/**
 * Every path there is; all others are 404. Each is asked for by POST: tickets, codes and whom an admin looks up have no
 * business in an address, which logs keep.
 */
export const routes = {
  ...signInRoutes,
  ...enrollmentRoutes,
  ...factorRoutes,
  ...sessionRoutes,
  ...accountRoutes,
  ...deviceGroupRoutes,
  ...userRoutes,
}

/** A path below the handler's own. */
export type RoutePath = keyof typeof routes

/** What a route answers, apart from what a request is refused for before Muster is asked. */
export type AnswerOf<Path extends RoutePath> = Awaited<ReturnType<(typeof routes)[Path]["run"]>>

/** Everything that is answered. */
export type Answer = AnswerOf<RoutePath>

/** The same by path. */
export const routeOf: ReadonlyMap<string, Route<Answer>> = new Map(Object.entries(routes))
