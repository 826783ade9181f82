/**
 * A mailer for SMTP servers, over nodemailer. For Node only.
 *
 * @module
 */
export { type SmtpMailer, type SmtpMailerOptions, smtpMailer } from "./smtp-mailer.js"
