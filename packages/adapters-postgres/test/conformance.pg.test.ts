import { runStoreConformance } from "@muster/adapters-conformance"
import { afterAll, beforeAll, describe, it } from "vitest"
import { fromPg, postgresStore } from "../src/index.js"
import { type OpenSchema, openSchema } from "./open-schema.js"
import { storeHarness } from "./store-harness.js"

// A pooler older than PgBouncer 1.21 keeps no prepared statements.
const isPooled = Boolean(process.env.MUSTER_POOLED)

let open: OpenSchema
beforeAll(async () => {
  open = await openSchema()
})
afterAll(() => open.close())

const harness = storeHarness({
  name: "postgres",
  open: () => open,
  storeOn: (client, schema) => postgresStore({ client, schema }),
  againOn: (pool, schema) => postgresStore({ client: isPooled ? pool : fromPg(pool), schema }),
})

runStoreConformance(harness, { describe, it })
