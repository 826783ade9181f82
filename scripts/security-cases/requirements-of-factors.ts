import { hosts, type Section, shown } from "./case.js"
import { files } from "./files.js"

/** What the standards ask of factors, rules and secrets, R41 to R60. */
export const requirementsOfFactors: readonly Section[] = [
  {
    heading: "The life of a factor",
    cases: [
      shown(
        "R41",
        "Before a code has confirmed it a factor neither demands a challenge nor answers one, and its time is bounded (ASVS 2.3.1)",
        [files.opensNothing, "an enrollment that was begun and left neither demands a code nor stands for one"],
        [files.enrolling, "an enrollment lasts sixty minutes in all"],
      ),
      shown(
        "R42",
        "A sign-in that waits for its second factor can enroll, replace or renew nothing (NIST SP 800-63B-4 §4.1.2.1)",
        [
          files.opensNothing,
          "of another kind: that of a challenge begins no enrollment, and that of an enrollment answers no challenge",
        ],
        [files.replacementThief, "gets no ticket: $rule"],
      ),
      hosts(
        "R43",
        "Changing one's factors needs a second factor of the last minutes, not just a session (ASVS 7.5.1)",
        "to ask the same before an address changes, since it keeps the addresses, and to tell Muster afterwards.",
        [files.replace, "by a session one millisecond older than fifteen minutes; to the millisecond it is"],
        [files.remove, "by a session whose second factor is older than fifteen minutes; one more code makes it fresh"],
        [files.newRecoveryCodes, "by a session whose second factor is older than fifteen minutes"],
      ),
      shown(
        "R44",
        "Whoever is concerned is told, by a mail of the same save that says what to do about a stranger's doing (NIST SP 800-63B-4 §4.6; ASVS 6.3.7)",
        [files.renderMail, "every mail says what to do about what the reader did not do (NIST SP 800-63B-4 §4.6)"],
        [
          files.atomicity,
          "of 50 saves those that are saved have written their mail and event, and those that lost have not",
        ],
        [files.transitions, "tells the user, and returns its own attempt without ending the consecutive count"],
        [
          files.resetNotice,
          "whoever changes the address first and then has the factor reset does not keep that from its owner",
        ],
        [files.told, "of an exemption that is granted, moved and ended: until when, and by whom"],
        [
          files.remove,
          "a removal is told at the confirmed address and at the one that the directory has now, and recorded",
        ],
      ),
      shown(
        "R45",
        "A factor that is taken away is dead at once, with the open challenges and the sessions (ASVS 6.5.6)",
        [files.reset, "kills the open challenge and the recovery codes"],
        [files.reset, "ends the user's sessions at the next check, and the next sign-in leads into enrollment"],
        [files.remove, "every session of the user, this one too, every open ticket, and the recovery codes"],
      ),
      hosts(
        "R46",
        "What factors there were, since when and by whose doing can be told after they are gone (NIST SP 800-63B-4 §4.1)",
        "to keep the audit log as long as it has to, since it says from when on old events are deleted.",
        [
          files.factorHistory,
          "every factor that a user had, since when, how it went and by whom, is told by the audit log after it is gone",
        ],
      ),
      hosts(
        "R47",
        "After a sign-in the session is a new one, and a changed factor ends the others (ASVS 7.2.4, 7.4.3)",
        "to do what the answer says under hostMust; the others end at their next check in any case.",
        [files.sessions, "enrolling ends the user's other sessions, and lets a running support session finish"],
        [
          files.stepUp,
          "a code makes a fresh assurance of the same epoch, and proves the primary method that the session began with",
        ],
        [files.expressSignIn, "a session that was there before the sign-in is not the one after it, and is gone"],
      ),
      shown("R48", "Nothing that is answered before the challenge is won counts as proof anywhere (ASVS 2.3.1)", [
        files.opensNothing,
        "nothing that is answered before a right code is taken for a session by any call",
      ]),
      shown(
        "R49",
        "A ticket cannot be guessed or forged, works once, expires, and dies with the password or the factor (ASVS 7.2.3)",
        [files.random, "is 128 bits in base64url, and no two are alike"],
        [files.ticketSeal, "opens nothing but the very ticket: any changed, missing or added character is refused"],
        [files.signIn, "a ticket works once after success"],
        [files.ticketStanding, "works only in the epoch that it was minted in: epoch %i is dead in 1"],
        [files.primaryChanged, "in the middle of a sign-in, with the right code in hand"],
      ),
    ],
  },
  {
    heading: "Rules and accounts",
    cases: [
      shown(
        "R50",
        "What belongs to another account or user is like what does not exist (ASVS 8.4.1, 8.2.2)",
        [files.isolation, "a user of another account is unknown to every call"],
        [
          files.otherAccounts,
          "an admin of another account does nothing in this one, by whatever call, with a second factor too",
        ],
        [files.statements, "every primary key of what belongs to an account"],
        [files.histories, "what happens in one account is the same whether another account exists or not"],
      ),
      shown(
        "R51",
        "A changed rule holds for the next answer, sign-ins under way included, and the stricter one wins (ASVS 8.3.2)",
        [files.signIn, "an old client is told to update before any code, when the sign-in begins and when it ends"],
        [files.replacement, "is allowed only by what both rules allow"],
        [files.tightening, "a stage that is dropped binds its users by the next answer"],
      ),
      shown(
        "R52",
        "Who has a factor is challenged, whatever the account asks for",
        [files.signIn, "a user with a factor is challenged although the account's two-factor is off"],
        [files.signInAlways, "an active factor always means a challenge, or an update first"],
        [files.exempt, "an exemption never skips a challenge"],
      ),
      shown(
        "R53",
        "Every way to sign in goes through one decision, and an unknown one lets nobody in (ASVS 6.1.3, 6.3.4)",
        [
          files.opensNothing,
          "is challenged where there is a factor, whatever else is said, and enrolls where there has to be one",
        ],
        [files.opensNothing, "a way to sign in that Muster does not know is refused, and lets nobody in"],
      ),
      hosts(
        "R54",
        "A reset password, a mailed link or a provider gives a challenge and no session (ASVS 6.4.3)",
        "to call signIn.begin from each of its ways in, and primaryChanged after a password has changed.",
        [
          files.opensNothing,
          "is challenged where there is a factor, whatever else is said, and enrolls where there has to be one",
        ],
        [files.primaryChanged, "in the middle of a sign-in, with the right code in hand"],
      ),
    ],
  },
  {
    heading: "Secrets, errors and people",
    cases: [
      hosts(
        "R55",
        "Secrets are sealed by authenticated encryption that repeats no nonce, and keys are rotated without a gap (ASVS 11.3.2 to 11.3.4, 13.3.4)",
        "to keep the keys outside of the database.",
        [files.secretBox, "uses the documented format: Node's own AES-256-GCM and HKDF open it"],
        [files.secretBox, "seals the same secret differently each time, and shows nothing of it"],
        [
          files.rotation,
          "a key is rotated without a moment in which somebody cannot sign in, and the old one can be taken away",
        ],
        [
          files.wrongKey,
          "a machine with a wrong key under a known id fails before it writes anything or takes mail from the others",
        ],
      ),
      shown(
        "R56",
        "Every attempt is recorded, and no secret or code gets into logs, errors or events (ASVS 16.3.1, 16.2.5)",
        [files.charges, "a charge writes its event"],
        [
          files.leaks,
          "not in errors and their causes, the audit log, the rows, the assurances, the services, or anything that is printed",
        ],
        [files.leaks, "not in a line of the logger"],
        [files.secretsInErrors, "no error repeats a secret, a code or a key, in its message, field, cause or stack"],
      ),
      shown(
        "R57",
        "What fails, whatever it is, lets nobody in (ASVS 16.5.2, 16.5.3)",
        [files.faults, "turns success into failure and nothing else, and the user can start again"],
        [files.secretBox, "throws when the key provider fails, and does not call the record unreadable"],
        [files.createMuster, "a machine whose clock is more than five seconds off throws before it compares"],
      ),
      shown(
        "R58",
        "Before the primary method nothing can be learned; behind a ticket the work is the same whatever the reason (ASVS 6.3.8)",
        [
          files.oracle,
          "whoever holds no ticket reaches no row: a forged one costs the store nothing, whatever it claims and however often",
        ],
        [
          files.oracle,
          "behind a ticket a code that is wrong, was used, or belongs to another ticket costs the same calls up to the comparison",
        ],
        [files.oracle, "how long an answer takes does not tell a right digit from a wrong one"],
      ),
      shown(
        "R59",
        "Secrets are compared over all of their bytes, at one length (ASVS 11.2.4)",
        [files.bytes, "agrees with a plain comparison"],
        [files.keyedDigest, "does not match a digest that was cut or lengthened"],
        [files.oracle, "how long an answer takes does not tell a right digit from a wrong one"],
      ),
      hosts(
        "R60",
        "A code can be pasted, and typed with spaces (WCAG 2.2, 3.3.8)",
        "to make one field of it, which takes what is pasted and says what it is for.",
        [files.canonicalCode, "reads every spelling of a code the same"],
        [files.renderMail, "is one unbroken text in the HTML, so that it can be selected and copied"],
      ),
    ],
  },
]
