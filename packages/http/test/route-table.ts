import { operations } from "../src/openapi/operations/operations.js"
import type { Route } from "../src/routes/route.js"
import { type RoutePath, routeOf } from "../src/routes/routes.js"
import { statuses } from "../src/statuses.js"

/** The table of routes in the README: what each takes, and what Muster answers, by status. */
export function routeTable(): string {
  const rows = [...routeOf].map(
    ([path, route]) => `| \`${path}\` | ${needs[route.needs]} | ${bodyOf(route)} | ${answersOf(path as RoutePath)} |`,
  )
  return ["| path | needs | body | answers |", "|---|---|---|---|", ...rows].join("\n")
}

const needs: { readonly [Needs in Route["needs"]]: string } = {
  primary: "what you check",
  ticket: "ticket",
  session: "session",
  nothing: "",
  admin: "admin",
}

/** What an admin's call names always, the account, is said once above the table. */
function bodyOf({ needs: needed, body }: Route): string {
  const fields = Object.entries(body.shape)
    .filter(([name]) => name !== "accountId")
    .map(([name, schema]) => `\`${name}${schema.safeParse(undefined).success ? "?" : ""}\``)
  return (needed === "ticket" ? ["`ticket`", ...fields] : fields).join(" ")
}

function answersOf(path: RoutePath): string {
  const byStatus = new Map<number, string[]>()
  for (const kind of Object.keys(operations[path].answers) as (keyof typeof statuses)[]) {
    byStatus.set(statuses[kind], [...(byStatus.get(statuses[kind]) ?? []), `\`${kind}\``])
  }
  return [...byStatus]
    .sort(([one], [other]) => one - other)
    .map(([status, kinds]) => `${status} ${kinds.join(" ")}`)
    .join(", ")
}
