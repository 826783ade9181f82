import * as z from "zod"
import type { Sessions } from "../api/sessions.js"
import { type Assurance, makeAssurance } from "../assurance.js"
import { primaryMethods } from "../authentication-methods.js"
import { idSchema, parseInput, primarySchema, userKeySchema } from "../input.js"

const schema = userKeySchema.extend({
  signedInAt: z.number().int().nonnegative(),
  primary: primarySchema.default("password"),
  notBound: z.enum(["service-user", "sso-user"]).optional(),
  deviceGroupId: idSchema.optional(),
})

/** A session from before Muster proved the primary method, of a user who had no factor yet: epoch 0. */
export function adoptSession(input: Parameters<Sessions["adopt"]>[0]): Assurance {
  const { accountId, userId, signedInAt, primary, notBound, deviceGroupId } = parseInput(schema, input)
  return makeAssurance({
    v: 1,
    accountId,
    userId,
    method: "primary-only",
    amr: primaryMethods(primary),
    signedInAt,
    epoch: 0,
    ...(notBound === undefined ? {} : { notBound }),
    ...(deviceGroupId === undefined ? {} : { deviceGroupId }),
  })
}
