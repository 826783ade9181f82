import fc from "fast-check"
import type { UserKey } from "../../../src/ports/index.js"
import { openEnrollment } from "../model/changes.js"
import { otherCode } from "../model/codes.js"
import { namesakeOf } from "../model/model.js"
import { type Person, violated } from "../model/person.js"
import { hasBeenRejected, hasWorked, keepTicket } from "../model/tickets.js"
import { noteTry } from "../model/waits.js"
import type { Real } from "../world.js"
import { command, hasTicket, keys, ticketOf, which } from "./command.js"

export const sendCode = (key: UserKey, index = 0) =>
  command(
    "send",
    key,
    async ({ person, muster, times, real }) => {
      const ticket = ticketOf(person, index)
      const answer = await muster.enrollment.sendEmailCode({ ticket: ticket.text })
      if (answer.kind === "ticket-rejected") hasBeenRejected(person, ticket, "enroll", times)
      if (answer.kind !== "email-code-sent") return answer
      hasWorked(person, ticket, "enroll", times)
      person.standing = "known"
      const delivery = { works: "sent", throws: "queued", rejects: "queued", refuses: "failed" }[real.post.state]
      if (answer.delivery !== delivery) violated(`a code that is ${delivery} was called ${answer.delivery}`, person)
      return { kind: `email-code-sent, ${delivery}` }
    },
    hasTicket,
  )

/** What is typed where no code was mailed. It is no secret, and may be part of any time. */
const noCode = "000000"

const mailedTo = ({ mailer }: Real, { email }: Person) =>
  mailer.sent.flatMap(({ to, message }) => (to === email && message.kind === "email-code" ? [message.code] : []))

export const verifyEmail = (key: UserKey, index = 0, typed: "right" | "wrong" | "another's" = "right") =>
  command(
    `verify email ${typed}`,
    key,
    async ({ person, model, muster, real, times }) => {
      const ticket = ticketOf(person, index)
      const newest = mailedTo(real, typed === "another's" ? namesakeOf(model, key) : person).at(-1) ?? noCode
      if (newest !== noCode) model.secrets.add(newest)
      const code = typed === "wrong" ? otherCode(newest) : newest
      const answer = await muster.enrollment.verifyEmailCode({ ticket: ticket.text, code })
      noteTry(person, "codes", answer, { now: times.now, isNamed: false })
      if (answer.kind === "ticket-rejected") hasBeenRejected(person, ticket, "enroll", times)
      if (answer.kind === "wrong-code" && answer.why === "mismatch") person.compared += 1
      if (answer.kind === "email-verified") {
        hasWorked(person, ticket, "enroll", times)
        if (!mailedTo(real, person).includes(code)) violated("an email code was accepted that was not mailed", person)
        person.compared += 1
        const { replacement } = ticket
        openEnrollment(
          person,
          ticket,
          keepTicket(person, answer, { purpose: "enroll", namesEnrollment: true, replacement }),
        )
      }
      return answer
    },
    hasTicket,
  )

export const issueKey = (key: UserKey, index = 0) =>
  command(
    "issue key",
    key,
    async ({ person, model, muster, times }) => {
      const ticket = ticketOf(person, index)
      const answer = await muster.enrollment.issueKey({ ticket: ticket.text })
      if (answer.kind === "ticket-rejected") hasBeenRejected(person, ticket, "enroll", times)
      if (answer.kind === "key-issued") {
        hasWorked(person, ticket, "enroll", times)
        if (ticket !== person.enrolling) violated("a key was shown for no enrollment", person)
        if (ticket.shown !== null && ticket.shown !== answer.otpauthUri) violated("a reload shows another key", person)
        ticket.shown = answer.otpauthUri
        model.secrets.add(answer.setupKey.bare)
      }
      return answer
    },
    hasTicket,
  )

export const cancel = (key: UserKey, index = 0) =>
  command(
    "cancel",
    key,
    async ({ person, muster, times }) => {
      const ticket = ticketOf(person, index)
      const answer = await muster.enrollment.cancel({ ticket: ticket.text })
      if (answer.kind === "ticket-rejected") hasBeenRejected(person, ticket, "enroll", times)
      if (answer.kind === "cancelled") {
        hasWorked(person, ticket, "enroll", times)
        ticket.isSpent = true
        if (ticket.namesEnrollment) person.enrolling = null
        if (person.standing === "unknown") person.standing = "known"
      }
      return answer
    },
    hasTicket,
  )

/** One step of an enrollment before the last, with whatever ticket and code. */
export const enrollmentCommands = [
  fc.tuple(keys, which).map((args) => sendCode(...args)),
  fc.tuple(keys, which, fc.constantFrom("right", "wrong", "another's")).map((args) => verifyEmail(...args)),
  fc.tuple(keys, which).map((args) => issueKey(...args)),
  fc.tuple(keys, which).map((args) => cancel(...args)),
]
