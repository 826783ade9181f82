import { migrate, postgresStore } from "@muster/adapters-postgres"
import { staticKeyring } from "@muster/core"
import { smtpMailer } from "@muster/mailer/smtp"
import {
  type Assurance,
  createMuster,
  type EnrollmentStep,
  type Explainable,
  explain,
  type SignedIn,
  type SignInUser,
} from "@muster/sdk"
import express, { type Request, type Response } from "express"
import session from "express-session"
import { Pool } from "pg"

declare module "express-session" {
  interface SessionData {
    userId: string
    accountId: string
    signedInAt: number
    assurance: Assurance
    ticket: string
    support: { id: string; startedAt: number }
  }
}
interface Row extends SignInUser {
  accountId: string
}
declare function checkPassword(email: string, password: string): Promise<Row | undefined>
declare function findUser(id: string): Promise<Row>
declare const env: Record<"SMTP" | "KEY" | "SESSION", string>

const pool = new Pool()
await migrate(pool)
const store = postgresStore({ client: pool })
const muster = createMuster({
  store,
  mailer: smtpMailer({ url: env.SMTP, from: "Acme <no-reply@acme.example>" }),
  keys: staticKeyring({ active: "2026", keys: { "2026": env.KEY } }),
  issuer: "Acme Support",
  cacheSeconds: 5,
})

const app = express().use(
  express.urlencoded({ extended: false }),
  session({ secret: env.SESSION, resave: false, saveUninitialized: false }),
)
const web = { platform: "web" } as const

// The one place where a sign-in ends: verify and confirm both come here.
async function keep(req: Request, result: SignedIn) {
  const { accountId, userId } = result.assurance
  if (result.hostMust.includes("rotate-session-id"))
    await new Promise<void>((done, fail) => req.session.regenerate((e) => (e ? fail(e) : done())))
  if (result.hostMust.includes("end-other-sessions"))
    await pool.query("delete from session where user_id = $1", [userId])
  Object.assign(req.session, { accountId, userId, signedInAt: Date.now(), assurance: result.assurance })
}
async function signedIn(req: Request, res: Response, result: SignedIn) {
  await keep(req, result)
  res.redirect("/")
}
const say = (res: Response, page: string, answer: Explainable, status = 422) =>
  res.status(status).render(page, { message: explain(answer), answer })
const restart = (res: Response) => res.redirect("/login?again")

app.post("/login", async (req, res) => {
  const user = await checkPassword(req.body.email, req.body.password)
  if (!user) return res.status(401).render("login", { message: "Email or password is wrong" })
  const next = await muster.signIn.begin({ accountId: user.accountId, user, client: web, primary: "password" })
  switch (next.kind) {
    case "signed-in":
      return signedIn(req, res, next)
    case "update-client":
      return say(res, "update", next, 426)
    case "challenge":
      req.session.ticket = next.ticket
      return res.redirect("/two-factor/code")
    case "enroll":
      req.session.ticket = next.ticket
      return res.redirect("/two-factor/setup")
    default:
      return next satisfies never
  }
})

app.post("/two-factor/code", async (req, res) => {
  const ticket = req.session.ticket ?? ""
  const r = await muster.signIn.verify({ ticket, code: String(req.body.code) })
  switch (r.kind) {
    case "signed-in":
      return signedIn(req, res, r)
    case "ticket-rejected":
      return restart(res)
    case "update-client":
      return say(res, "update", r, 426)
    case "wrong-code":
    case "throttled":
    case "busy":
    case "locked":
      return say(res, "code", r)
    default:
      return r satisfies never
  }
})

// Enrollment: one page that shows the step the user is on. A reload sends nothing.
const show = (res: Response, step: EnrollmentStep) => res.render(`setup-${step.kind}`, { step })
app.get("/two-factor/setup", async (req, res) => {
  const step = await muster.enrollment.current({ ticket: req.session.ticket ?? "" })
  return step.kind === "ticket-rejected" ? restart(res) : show(res, step)
})
app.post("/two-factor/setup/:action", async (req, res) => {
  const ticket = req.session.ticket ?? "",
    code = String(req.body.code ?? "")
  const { enrollment } = muster
  const r =
    req.params.action === "send"
      ? await enrollment.sendEmailCode({ ticket })
      : req.params.action === "email"
        ? await enrollment.verifyEmailCode({ ticket, code })
        : req.params.action === "key"
          ? await enrollment.issueKey({ ticket })
          : await confirmInOurTransaction(ticket, code)
  switch (r.kind) {
    case "email-verified":
      if (r.ticket) req.session.ticket = r.ticket
      return res.redirect("/two-factor/setup")
    case "email-code-sent":
    case "key-issued":
      return res.redirect("/two-factor/setup")
    case "wrong-step":
      return show(res, r.current)
    case "enrolled":
      if (r.next.kind === "signed-in") await keep(req, r.next)
      return res.render("recovery-codes", { codes: r.recoveryCodes, next: r.next.kind })
    case "ticket-rejected":
      return restart(res)
    case "wrong-code":
    case "throttled":
    case "busy":
    case "locked":
    case "no-email":
      return say(res, "setup", r)
    case "update-client":
      return say(res, "update", r, 426)
    default:
      return r satisfies never
  }
})

// The factor, its mail, its audit event and our own row commit together; the spent attempt was committed before.
async function confirmInOurTransaction(ticket: string, code: string) {
  return muster.enrollment.confirm({
    ticket,
    code,
    transaction: async (save) => {
      const client = await pool.connect()
      try {
        await client.query("begin")
        await save(client)
        await client.query("insert into host_log (what) values ('two-factor set up')")
        await client.query("commit")
      } catch (e) {
        await client.query("rollback")
        throw e
      } finally {
        client.release()
      }
    },
  })
}

app.post("/two-factor/lost-phone", async (req, res) => {
  const r = await muster.factors.beginReplacement({
    ticket: req.session.ticket ?? "",
    recoveryCode: req.body.recoveryCode,
  })
  switch (r.kind) {
    case "enroll":
      req.session.ticket = r.ticket
      return res.redirect("/two-factor/setup")
    case "proof-needed":
    case "held":
    case "admin-only":
    case "wrong-code":
    case "throttled":
    case "busy":
    case "locked":
      return say(res, "lost-phone", r)
    case "not-enrolled":
    case "session-ended":
    case "ticket-rejected":
      return restart(res)
    case "update-client":
      return say(res, "update", r, 426)
    default:
      return r satisfies never
  }
})

// Every request: forced logout, resets and the drain, from one answer.
app.use(async (req, res, next) => {
  const s = req.session
  if (!s.userId || !s.accountId) return res.redirect("/login")
  s.assurance ??= muster.sessions.adopt({ accountId: s.accountId, userId: s.userId, signedInAt: s.signedInAt ?? 0 }) // sessions older than Muster
  const verdict = await muster.sessions.check({ assurance: s.assurance, activity: s.support })
  res.locals.verdict = verdict
  switch (verdict.kind) {
    case "continue":
    case "drain":
      if (verdict.mustEndBy !== null)
        s.cookie.expires = new Date(Math.min(verdict.mustEndBy, s.cookie.expires?.getTime() ?? Infinity))
      return next()
    case "logout":
      return s.destroy(() => say(res, "login", verdict, 401))
    default:
      return verdict satisfies never
  }
})
app.post("/support-sessions", (_req, res) =>
  res.locals.verdict.capabilities.hostSession ? res.sendStatus(201) : res.sendStatus(403),
)
app.post("/me/two-factor", async (req, res) => {
  // "Set up now", before the date
  const { assurance, userId } = req.session
  if (assurance === undefined || userId === undefined) return restart(res)
  const r = await muster.enrollment.begin({ assurance, user: await findUser(userId), client: web })
  if (r.kind === "enroll") req.session.ticket = r.ticket
  return res.redirect(r.kind === "enroll" ? "/two-factor/setup" : "/me")
})
