import type { RoutePath } from "../../routes/routes.js"
import { accountOperations } from "./accounts.js"
import { enrollmentOperations } from "./enrollment.js"
import { factorOperations } from "./factors.js"
import type { OperationsOf } from "./operation.js"
import { signInOperations } from "./sign-in.js"
import { userOperations } from "./users.js"

/** What the document says of every route; one that is missing does not compile. */
export const operations: OperationsOf<RoutePath> = {
  ...signInOperations,
  ...enrollmentOperations,
  ...factorOperations,
  ...accountOperations,
  ...userOperations,
}
