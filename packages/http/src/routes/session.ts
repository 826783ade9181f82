import { bodies } from "../bodies/sign-in.js"
import { withOrWithoutSession } from "./route.js"

/** Whether the session goes on. Without one the answer is `logout`, and no refusal: it is what was asked. */
export const sessionRoutes = {
  "/session/check": withOrWithoutSession("sessions.check", bodies.nothing, ({ muster }, session) =>
    muster.sessions.check({ assurance: session?.assurance, activity: session?.activity }),
  ),
}
