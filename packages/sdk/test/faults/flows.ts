import { accountFlows } from "./account-flows.js"
import { adminFlows } from "./admin-flows.js"
import { enrollmentFlows } from "./enrollment-flows.js"
import { factorFlows } from "./factor-flows.js"
import type { Flow } from "./flow.js"
import { jobFlows } from "./job-flows.js"
import { outboxFlows } from "./outbox-flows.js"
import { readFlows } from "./read-flows.js"
import { signInFlows } from "./sign-in-flows.js"

/** Every flow, each from where its first call begins. Together they make every call of the services. */
export const flows: Readonly<Record<string, Flow>> = {
  ...enrollmentFlows,
  ...signInFlows,
  ...factorFlows,
  ...adminFlows,
  ...accountFlows,
  ...jobFlows,
  ...outboxFlows,
  ...readFlows,
}
