import { hosts, type Section, shown } from "./case.js"
import { files } from "./files.js"

const noForgery =
  "whoever holds no ticket reaches no row: a forged one costs the store nothing, whatever it claims and however often"
const noSecret =
  "not in errors and their causes, the audit log, the rows, the assurances, the services, or anything that is printed"
const noMarkup = "the HTML has the elements of the message and no other"

/** What is tried with what belongs to others, with sessions, mail, input, accounts and rows, A31 to A67. */
export const abuseElsewhere: readonly Section[] = [
  {
    heading: "What belongs to others",
    cases: [
      shown(
        "A31",
        "Name another user's or account's factor or ticket",
        [files.isolation, "a user of another account is unknown to every call"],
        [
          files.otherAccounts,
          "an admin of another account does nothing in this one, by whatever call, with a second factor too",
        ],
        [files.opensNothing, "a code or a ticket of one user does nothing to another, in whichever account"],
        [files.reset, "for an id that the directory does not know, and for one of another account"],
      ),
      shown(
        "A32",
        "Use one's own recovery code at somebody else's challenge",
        [
          files.opensNothing,
          "a recovery code answers nobody's challenge but its own user's, and is not spent by trying",
        ],
        [files.recoveryCodes, "differs between accounts and between users"],
      ),
      shown(
        "A33",
        "Pass something of another kind for a ticket",
        [
          files.opensNothing,
          "of another kind: that of a challenge begins no enrollment, and that of an enrollment answers no challenge",
        ],
        [files.opensNothing, "that is none: no call takes a session, a recovery code or an id for one"],
        [files.ticketSeal, "opens nothing that other keys sealed, nor a record of another kind under its own"],
      ),
      shown(
        "A34",
        "Use a recovery code twice",
        [files.signIn, "a recovery code signs in once, tells the user by mail, and has a budget of its own"],
        [files.machineAlways, "no code of the authenticator and no recovery code is accepted twice"],
      ),
      shown(
        "A35",
        "Use it twice at once",
        [files.parallelCodes, "one recovery code, used 50 times at once, signs in once"],
        [
          files.interleavings,
          "of several answers with one recovery code exactly one is accepted, for signing in or for another phone",
        ],
      ),
      shown(
        "A36",
        "Use one recovery code for two things of a flow",
        [
          files.oneCode,
          "the recovery code that began a replacement answers no challenge, and its ticket is spent with it",
        ],
        [files.replacementRaces, "a recovery code signs in or begins a replacement, and never both"],
      ),
      shown("A37", "Read the key after it was confirmed", [
        files.shownOnce,
        "the key and the recovery codes are answered once: no call shows them after the factor is active",
      ]),
      shown(
        "A38",
        "Have the mailed code answered to the caller",
        [files.shownOnce, "the code that is mailed is in no answer to whoever asked for it"],
        [files.leaks, "a code by mail goes to the user's own address and to nobody else"],
      ),
      shown(
        "A39",
        "Read secrets in logs and errors",
        [files.leaks, noSecret],
        [files.leaks, "not in a line of the logger"],
        [
          files.leaksOfSpans,
          "of calls over a store, a mailer and a directory that repeat secrets in all that they throw",
        ],
        [files.secretsInErrors, "no error repeats a secret, a code or a key, in its message, field, cause or stack"],
        [files.createMailer, "answers a failing sender with a retryable rejection that repeats nothing of its error"],
      ),
      hosts(
        "A40",
        "Read the password where a sign-in waits for its code",
        "to keep no password beside the ticket; Muster takes none, and stores nothing for a challenge.",
        [files.statementBudget, "beginning a sign-in takes one statement"],
        [files.stolenDatabase, "a dump contains no secret, no code and no address"],
      ),
    ],
  },
  {
    heading: "Steps and sessions that should be over",
    cases: [
      shown(
        "A41",
        "Confirm an enrollment twice",
        [files.enrolling, "confirming twice enrolls once"],
        [
          files.parallelCodes,
          "one email code, typed 50 times at once, opens one enrollment; confirming 50 times at once enrolls once",
        ],
      ),
      shown(
        "A42",
        "Win a challenge or type a mailed code after its time",
        [files.signIn, "a challenge lasts ten minutes"],
        [files.emailCode, "an email code expires after ten minutes, and that costs no attempt"],
      ),
      hosts(
        "A43",
        "Finish a sign-in that began with the password of before",
        "to call primaryChanged after a password has changed.",
        [files.primaryChanged, "in the middle of a sign-in, with the right code in hand"],
        [files.primaryChanged, "in the middle of an enrollment, at each of its steps"],
        [files.interleavings, "a reset in the middle of a sign-in leaves no session alive"],
      ),
      shown("A44", "Use the old authenticator after it was replaced", [
        files.oneCode,
        "a code of the replaced authenticator does not sign in, nor do its recovery codes",
      ]),
      hosts(
        "A45",
        "Forge or copy the mark of a trusted machine",
        "to have none, or to answer for it: Muster knows no trusted machines, and challenges whoever has a factor.",
        [files.signInAlways, "an active factor always means a challenge, or an update first"],
      ),
      hosts(
        "A46",
        "Go on in a session from before the enrollment",
        "to ask sessions.check at each request.",
        [files.sessions, "enrolling ends the user's other sessions, and lets a running support session finish"],
        [files.expressLogout, "enrolling ends the user's other sessions at once"],
      ),
      hosts(
        "A47",
        "Go on with the assurance of a factor that was taken away",
        "to ask sessions.check at each request.",
        [files.reset, "ends the user's sessions at the next check, and the next sign-in leads into enrollment"],
        [files.remove, "every session of the user, this one too, every open ticket, and the recovery codes"],
        [files.httpAdmin, "an admin whose session has ended neither changes nor reads anything"],
      ),
      hosts(
        "A48",
        "Plant a session id before the sign-in",
        "to make a new id whenever an answer asks for it under hostMust.",
        [files.expressSignIn, "a session that was there before the sign-in is not the one after it, and is gone"],
      ),
    ],
  },
  {
    heading: "Mail and links",
    cases: [
      shown(
        "A49",
        "Have a forged host name mailed",
        [files.hostile, "whatever host a request claims to be for, the mail has the same bytes"],
        [files.renderMail, "has nothing to click and nothing to load"],
      ),
      shown(
        "A50",
        "Put headers or markup into a mail by a name",
        [files.renderMailAlways, "the subject is one line of printable text"],
        [files.renderMailAlways, noMarkup],
        [files.renderMailAlways, "the text has the lines of the message and no other, and no template is filled in"],
      ),
      shown(
        "A51",
        "Fill a mailbox with codes",
        [files.mailAbuse, "a thousand sends by fifty accounts to one address, at once, are ten mails"],
        [files.emailCode, "five codes in an hour and no more, however often the sign-in begins anew"],
        [files.mailAbuse, "a host that runs wild mails no more than two thousand codes of an account in an hour"],
        [files.holdAbuse, "begins one by a hundred tickets at once"],
      ),
      shown(
        "A52",
        "Put two recipients into one field",
        [files.mailAbuse, "an address that names two recipients is refused, and nobody is mailed: %j"],
        [files.createMailer, "rejects two addresses for good, and the sender never sees them"],
      ),
      shown(
        "A53",
        "Bend the key URI by a name",
        [files.otpauthUri, "refuses an $field that is $what"],
        [files.otpauthUri, "reads back whatever was built"],
        [files.otpauthUri, "answers anything whatever with a value"],
      ),
      shown(
        "A54",
        "See the key where a third party draws the QR code",
        [files.shownOnce, "enrolling, its QR code included, asks nothing of the network"],
        [files.qr, "refers to nothing outside of itself"],
      ),
    ],
  },
  {
    heading: "Chance and input",
    cases: [
      shown(
        "A55",
        "Tell the next code from those before",
        [
          files.noOtherChance,
          "nothing that makes a secret draws chance from Math.random, whose next number follows from those before",
        ],
        [files.emailCodes, "is uniform over the whole range, by chi-squared over a million codes"],
      ),
      shown(
        "A56",
        "Guess the likelier codes first, where some are",
        [files.emailCodes, "is uniform over the whole range, by chi-squared over a million codes"],
        [files.emailCodes, "draws again where the last numbers would favour low codes"],
        [files.emailCodes, "gives %i digits, leading zeros included"],
      ),
      shown("A57", "Break a short secret", [
        files.secret,
        "takes 10 to 15 bytes only at the caller's own risk, and fewer never",
      ]),
      shown(
        "A58",
        "Pass an empty code, a list, or nothing at all",
        [files.signIn, "malformed text is answered with a value and is not charged"],
        [files.verifyTotpAlways, "answers anything whatever with a value"],
        [files.emailCodes, "answers anything whatever with a value"],
      ),
      shown(
        "A59",
        "Go on where a refusal was overlooked",
        [files.opensNothing, "nothing that is answered before a right code is taken for a session by any call"],
        [files.createMuster, "expectKind narrows, or names the kind that it got and nothing else"],
      ),
      shown("A60", "Pass the second factor without the first", [files.oracle, noForgery]),
      shown(
        "A61",
        "Learn from an answer or its time who exists, or how near a code was",
        [files.oracle, noForgery],
        [files.oracle, "how long an answer takes does not tell a right digit from a wrong one"],
        [files.proof, "what an admin has not proved is said before whether the user exists"],
      ),
    ],
  },
  {
    heading: "Accounts, rows and admins",
    cases: [
      shown(
        "A62",
        "Skip, repeat or restart a step to get around what the account asks for",
        [files.enrolling, "a call of another step is answered with the step, and costs nothing"],
        [files.machine, "is refused with the state, costs nothing and changes nothing"],
        [files.machineAlways, "a ticket that has won, verified, confirmed or cancelled does nothing more"],
      ),
      shown(
        "A63",
        "Have an admin lock everybody out by switching two-factor on",
        [
          files.enablingPeople,
          "an admin who could not sign in again is not let to switch it on, not even by insisting",
        ],
        [files.enablingPeople, "an account in which nobody could enroll is not switched on, unless an admin insists"],
        [
          files.actingAdmin,
          "where only an enrolled admin may switch two-factor on, no excuse takes the place of a factor",
        ],
        [files.enablingPeople, "a preview counts who would have to enroll, and how long passwords alone would do"],
      ),
      shown("A64", "Read secrets in the database", [
        files.stolenDatabase,
        "a dump contains no secret, no code and no address",
      ]),
      shown(
        "A65",
        "Move a sealed secret to another row",
        [files.stolenDatabase, "a factor moved to another user's row, or changed in it, does not open"],
        [files.secretBoxAlways, "a record opens with the context that it was sealed with, and with no other"],
      ),
      shown(
        "A66",
        "Cut the tag of a sealed record, or change a bit",
        [files.secretBox, "refuses every flipped bit"],
        [files.secretBox, "refuses every truncation, and anything appended"],
      ),
      shown(
        "A67",
        "Reset a user without a trace",
        [files.reset, "is in the audit log with who did it and why, and without an address"],
        [
          files.httpAdmin,
          "the host is asked about the call and the account that Muster is asked about, and no body names the actor",
        ],
        [files.reset, "a reset without a reason, or with one too long, is the caller's fault: %j"],
        [
          files.resetNotice,
          "whoever has left the directory, has no address there any more, or is in none, is told at the confirmed one",
        ],
      ),
    ],
  },
]
