/**
 * The words of Muster's mail, and a mailer over whatever sends yours. The subpath `/smtp` holds a mailer for SMTP
 * servers.
 *
 * @module
 */
export { createMailer } from "./create-mailer.js"
export { type RenderedMail, renderMail } from "./render-mail.js"
