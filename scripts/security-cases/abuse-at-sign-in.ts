import { hosts, type Section, shown } from "./case.js"
import { files } from "./files.js"

const noAddress = "to throttle by network address, if it wants to: Muster is told none, and its budgets are the user's."
const whoCame = "is challenged where there is a factor, whatever else is said, and enrolls where there has to be one"

/** What is tried with codes, and to get in without one, A1 to A30. */
export const abuseAtSignIn: readonly Section[] = [
  {
    heading: "Codes that were seen",
    cases: [
      shown(
        "A1",
        "Use a code again that somebody has seen",
        [files.signIn, "a code is accepted once, with any ticket, and the second try costs nothing"],
        [files.parallelCodes, "300 parallel right codes are accepted once"],
        [files.expressSignIn, "a code works once: its second use is 401 for the ticket, and 422 for another"],
      ),
      shown("A2", "Use the code of a step before the one that was accepted, while the window holds it", [
        files.verifyTotp,
        "accepts a code once: at its step, and at every earlier one of the window, it is replayed",
      ]),
      shown(
        "A3",
        "Use it again in another spelling",
        [files.oneCode, "all spellings of a used code are the used code, and none costs an attempt"],
        [files.oneCode, "all spellings of a wrong code are charged, each once, from one budget"],
        [files.verifyTotpAlways, "accepts what an app shows, in every spelling, and then never again in any"],
      ),
      shown(
        "A4",
        "Use the code that confirmed the enrollment or a step-up to sign in",
        [files.signIn, "the code that confirmed the enrollment does not sign in"],
        [files.stepUp, "a code that signed in does not step up, and the other way round"],
      ),
      shown("A5", "Rely on a guard that is kept for all users, or not for as long as the window", [
        files.oneCode,
        "a code that two users have in the same second counts once for each of them",
      ]),
      shown("A6", "Send one mailed code many times at once", [
        files.parallelCodes,
        "one email code, typed 50 times at once, opens one enrollment; confirming 50 times at once enrolls once",
      ]),
    ],
  },
  {
    heading: "Guessing",
    cases: [
      shown(
        "A7",
        "Guess in parallel, faster than failures are counted",
        [files.parallelCodes, "300 parallel wrong codes are compared no more often than the limit"],
        [
          files.hostTransaction,
          "fifty wrong codes in transactions that roll back are compared no more often than the limit",
        ],
      ),
      shown("A8", "Open many challenges for more tries", [
        files.oneBudget,
        "a thousand open challenges share one budget, and the user is told",
      ]),
      shown(
        "A9",
        "Have codes sent again for more tries",
        [files.oneBudget, "a code that is sent again is no new budget: the waits go on growing from code to code"],
        [files.emailCode, "five codes in an hour and no more, however often the sign-in begins anew"],
      ),
      hosts("A10", "Guess from many network addresses", noAddress, [
        files.oneBudget,
        "a thousand open challenges share one budget, and the user is told",
      ]),
      hosts("A11", "Claim another network address with each request", noAddress, [
        files.hostile,
        "fields, headers and parameters that nobody asked for change no decision",
      ]),
      hosts("A12", "Guess from the many addresses of one IPv6 network", noAddress, [
        files.signIn,
        "wrong codes count for the user, whatever the ticket",
      ]),
      shown(
        "A13",
        "Go on where the lock is asked for when a code is made, and not when it is compared",
        [files.signIn, "five wrong codes are heard, then a wait begins in which a right code is not heard either"],
        [files.oneBudget, "who reaches the cap locks the factor, and the user is told"],
        [files.throttle, "at 50 consecutive failures no time opens the throttle again"],
      ),
      shown(
        "A14",
        "Go on at another call than the one that was throttled",
        [files.oneBudget, "no call hears a right code of that kind, and every call hears one of the other kind"],
        [files.stepUp, "wrong codes of a step-up count with those of sign-ins, so a stolen session buys no guesses"],
      ),
      shown(
        "A15",
        "Guess at one person in several accounts: there they are several users, each with an authenticator of their own",
        [files.signIn, "another account's user with the same id is another user"],
        [files.opensNothing, "a code or a ticket of one user does nothing to another, in whichever account"],
      ),
      shown(
        "A16",
        "Guess beside the user's own sign-ins, which end the count each day",
        [
          files.oneBudget,
          "who guesses four times a day beside the user's own sign-ins is held, and the user was told each day",
        ],
        [files.throttleRisk, "a year of guessing by somebody who knows the password succeeds as rarely as this"],
      ),
    ],
  },
  {
    heading: "Ways around the second factor",
    cases: [
      hosts(
        "A17",
        "Use a session that was there before the second factor",
        "to make its session from the assurance, and none before.",
        [files.expressSignIn, "the password step sets no cookie at all, and what it answers opens nothing"],
        [files.expressSignIn, "in a browser the password step sets the ticket's cookie alone, which is no session"],
        [
          files.httpAnswer,
          "the assurance and what the host owes never leave: not after a password, a code, nor a confirmation",
        ],
      ),
      hosts(
        "A18",
        "Come back by a cookie that remembers the password step",
        "to let a session that is remembered go through signIn.begin, or keep its assurance with it: Muster remembers none.",
        [files.expressSignIn, "in a browser the password step sets the ticket's cookie alone, which is no session"],
        [files.opensNothing, "nothing that is answered before a right code is taken for a session by any call"],
      ),
      shown("A19", "Say in the request that no second factor is needed", [
        files.hostile,
        "fields, headers and parameters that nobody asked for change no decision",
      ]),
      hosts(
        "A20",
        "Call what only the pages or a middleware protect",
        "to ask sessions.check where its data is read, as the example does.",
        [files.hostile, "no header and no path gets around the session check"],
        [files.expressSignIn, "the password step sets no cookie at all, and what it answers opens nothing"],
      ),
      hosts(
        "A21",
        "Sign in by another way, which asks for no second factor",
        "to call signIn.begin from each of its ways in.",
        [files.opensNothing, whoCame],
        [files.signInAlways, "an active factor always means a challenge, or an update first"],
      ),
      hosts(
        "A22",
        "Reset the password, and be signed in by that",
        "to call signIn.begin after a reset, with what was passed named as it was.",
        [files.opensNothing, whoCame],
        [files.primaryChanged, "in the middle of a sign-in, with the right code in hand"],
      ),
      hosts(
        "A23",
        "Reset both factors with the mailbox alone",
        "to leave the account's rule as it is: self-service, once chosen, lets password and mailbox do it, after a hold if it has one.",
        [files.replacementThief, "gets no ticket: $rule"],
        [files.replacement, "is open at once, and is no proof of a second factor"],
        [files.replacementHold, "as long as the account says; its owner is told, and it is recorded"],
        [
          files.replacementThief,
          "does not stop the owner from signing in with the old authenticator, and that ends what was begun",
        ],
      ),
      hosts(
        "A24",
        "Change the address first, then reset",
        "to ask for a second factor before an address changes, and to call primaryChanged after it has.",
        [
          files.resetNotice,
          "whoever changes the address first and then has the factor reset does not keep that from its owner",
        ],
        [
          files.replacementHold,
          "whoever has changed the address first does not keep the hold from the owner of the confirmed one",
        ],
      ),
      hosts(
        "A25",
        "Enroll on somebody's address before they come",
        "to give signIn.begin verified addresses, and to reset a user whose ownership is proved anew.",
        [files.machineAlways, "a factor appears through a confirmed code and in no other way"],
        [files.machineAlways, "nobody confirms an enrollment whose email code somebody else has typed"],
        [files.reset, "kills the open challenge and the recovery codes"],
      ),
      shown(
        "A26",
        "Enroll or replace while the challenge waits",
        [
          files.opensNothing,
          "of another kind: that of a challenge begins no enrollment, and that of an enrollment answers no challenge",
        ],
        [
          files.replace,
          "with a ticket of a challenge that was answered, of an enrollment, or after the password has changed",
        ],
      ),
      shown(
        "A27",
        "Bring an enrolled user back to a step before",
        [files.machine, "is refused with the state, costs nothing and changes nothing"],
        [files.machineAlways, "a factor takes another's place only by an enrollment of a replacement that is open"],
        [files.machineAlways, "the epoch rises by one with the factor, and never falls or rises otherwise"],
      ),
      shown(
        "A28",
        "Use, or be locked out by, a factor that nobody has confirmed",
        [files.opensNothing, "an enrollment that was begun and left neither demands a code nor stands for one"],
        [files.machineAlways, "a factor appears through a confirmed code and in no other way"],
      ),
      shown(
        "A29",
        "Remove or change the factor with a session alone, or an old one",
        [files.remove, "by a session whose second factor is older than fifteen minutes; one more code makes it fresh"],
        [files.newRecoveryCodes, "by a session whose second factor is older than fifteen minutes"],
        [files.replace, "by a session one millisecond older than fifteen minutes; to the millisecond it is"],
        [files.proof, "a stolen password-only session of an admin changes nothing about anybody"],
      ),
      shown(
        "A30",
        "Have the user's browser send it from another site",
        [
          files.hostile,
          "a page of another origin can neither sign in, nor use a session or a ticket, and changes nothing",
        ],
        [files.hostile, "a form that another site's page can send without asking is no sign-in"],
        [
          files.httpOrigin,
          "on no route does a page of another origin ask the host or Muster anything, whatever cookies come along",
        ],
        [
          files.httpTickets,
          "a cookie's request has to show that no other page sent it; a request without one takes none away",
        ],
      ),
    ],
  },
]
