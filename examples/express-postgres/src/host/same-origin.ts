import type { RequestHandler } from "express"

/** Refuses what a page of another site has sent with the user's cookie. What is no browser says nothing of a page. */
export const sameOrigin: RequestHandler = (req, res, next) => {
  const { origin, host, "sec-fetch-site": site } = req.headers
  const fromOurs = site === undefined ? origin === undefined || hostOf(origin) === host : site === "same-origin"
  if (req.method === "GET" || fromOurs) next()
  else res.status(403).json({ kind: "cross-origin" })
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
