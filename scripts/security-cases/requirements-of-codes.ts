import { hosts, type Section, shown } from "./case.js"
import { files } from "./files.js"

/** What the standards ask of codes and their budgets, R1 to R40. */
export const requirementsOfCodes: readonly Section[] = [
  {
    heading: "One-time codes",
    cases: [
      shown(
        "R1",
        "TOTP codes are those of the published vectors, for each hash (RFC 6238, appendix B)",
        [files.generate, "has all 18 vectors of RFC 6238"],
        [files.generate, "gives $code at $seconds s with $algorithm (RFC 6238, appendix B)"],
      ),
      shown("R2", "HOTP codes are those of the published vectors (RFC 4226, appendix D)", [
        files.generate,
        "gives $code at step $counter (RFC 4226, appendix D)",
      ]),
      shown(
        "R3",
        "New secrets have 160 bits; what is shorter than 128 is refused (RFC 4226 §4)",
        [files.secret, "gives 160 random bits, and ten thousand secrets are all different"],
        [files.secret, "takes 10 to 15 bytes only at the caller's own risk, and fewer never"],
      ),
      shown(
        "R4",
        "Each factor has a secret of its own, from a secure source (RFC 6238 §5.1; ASVS 6.5.3, 11.5.1)",
        [files.secret, "gives 160 random bits, and ten thousand secrets are all different"],
        [
          files.noOtherChance,
          "nothing that makes a secret draws chance from Math.random, whose next number follows from those before",
        ],
      ),
      shown(
        "R5",
        "An accepted code is refused afterwards, for another ticket, purpose or machine too (RFC 6238 §5.2; ASVS 6.5.1)",
        [files.signIn, "a code is accepted once, with any ticket, and the second try costs nothing"],
        [files.stepUp, "a code that signed in does not step up, and the other way round"],
        [files.parallelCodes, "300 parallel right codes are accepted once"],
      ),
      shown(
        "R6",
        "So is a code of any step up to the last accepted one, though the window still holds it (RFC 6238 §5.2)",
        [files.verifyTotp, "accepts a code once: at its step, and at every earlier one of the window, it is replayed"],
        [
          files.verifyTotpAlways,
          "never accepts a step outside of the window, nor one that is not later than the last used",
        ],
      ),
      shown(
        "R7",
        "The window is one step to each side, and never more than two (RFC 6238 §5.2)",
        [files.verifyTotp, "accepts the present code and those one step off, and tells the step and the drift"],
        [files.verifyTotp, "throws for %s, even if the code is malformed"],
      ),
      shown(
        "R8",
        "Steps and instants beyond 32 bits are exact, in the store too (RFC 6238 §4.2)",
        [files.generate, "goes beyond 32 bits"],
        [files.numbers, "instants far beyond 32 bits come back as the numbers they were"],
        [files.numbers, "the JSON of a state comes back byte for byte"],
      ),
      shown(
        "R9",
        "Time is the server's; what a client says about it counts for nothing (ASVS 6.5.8)",
        [files.opensNothing, "a time that a call brings along decides nothing: the server's clock alone does"],
        [files.createMuster, "a machine whose clock is more than five seconds off throws before it compares"],
      ),
      shown("R10", "A code lives 30 or 60 seconds, and nothing else can be set (NIST SP 800-63B-4 §3.1.4.1)", [
        files.parameters,
        "refuses %s %j",
      ]),
      shown(
        "R11",
        "All spellings of a code are one code, to the throttle and to the guard against replay as well",
        [files.canonicalCode, "reads every spelling of a code the same"],
        [files.oneCode, "all spellings of a used code are the used code, and none costs an attempt"],
        [files.oneCode, "all spellings of a wrong code are charged, each once, from one budget"],
      ),
      shown(
        "R12",
        "A code is a text of exactly as many digits, leading zeros included; all else is malformed (RFC 4226 §5.3)",
        [files.verifyTotp, "answers what is %s with malformed"],
        [files.verifyTotpAlways, "answers anything whatever with a value"],
        [files.signIn, "malformed text is answered with a value and is not charged"],
      ),
      shown(
        "R13",
        "Issuer and account cannot bend the key URI, which is read back as it was meant",
        [files.otpauthUri, "names the issuer twice and leaves out defaults"],
        [files.otpauthUri, "refuses an $field that is $what"],
        [files.otpauthUri, "reads back whatever was built"],
      ),
      shown(
        "R14",
        "Enrolling asks nothing of the network, and a secret stands in no other URL than the key's (ASVS 14.2.1)",
        [files.shownOnce, "enrolling, its QR code included, asks nothing of the network"],
        [files.qr, "refers to nothing outside of itself"],
      ),
    ],
  },
  {
    heading: "Throttling",
    cases: [
      shown(
        "R15",
        "However many tickets, processes and calls there are, one user's codes are compared within one budget (RFC 4226 §7.3)",
        [files.parallelCodes, "300 parallel wrong codes are compared no more often than the limit"],
        [files.oneBudget, "a thousand open challenges share one budget, and the user is told"],
      ),
      shown(
        "R16",
        "No more than 100 failures in a row are heard; 50 by the rules, which no setting loosens (NIST SP 800-63B-4 §3.2.2)",
        [files.throttle, "at 50 consecutive failures no time opens the throttle again"],
        [
          files.throttleAlways,
          "no more attempts fail in a row than the cap, and each after the free ones comes after its wait",
        ],
        [files.throttle, "no pool goes beyond the hundred failures that NIST SP 800-63B allows"],
      ),
      shown(
        "R17",
        "Sending a code again leaves the count of failures as it is (NIST SP 800-63B-4 §3.1.3.2)",
        [files.emailCode, "a resend makes a new code, kills the old one, and keeps the attempt count"],
        [files.oneBudget, "a code that is sent again is no new budget: the waits go on growing from code to code"],
      ),
      shown(
        "R18",
        "The wait doubles with each failure, and not even a right code is heard in it (NIST SP 800-63B-4 §3.2.2)",
        [files.throttle, "five attempts are free; then the waits double from 30 seconds up to one hour"],
        [files.signIn, "five wrong codes are heard, then a wait begins in which a right code is not heard either"],
      ),
      shown("R19", "At the cap the factor is locked, and its user is told (RFC 4226 §7.2)", [
        files.oneBudget,
        "who reaches the cap locks the factor, and the user is told",
      ]),
      shown(
        "R20",
        "Asking the budget and charging it are one step of every store (ASVS 15.4.2, 2.3.4)",
        [files.independentRoots, "of 50 charges through two roots no more are charged than the rule allows"],
        [files.chargeUser, "of 300 parallel charges as many are charged as the rule allows, on two pools"],
      ),
      shown(
        "R21",
        "A success ends the count of the factor that was used, and leaves the bucket filled (NIST SP 800-63B-4 §3.2.2)",
        [files.throttle, "returns its own unit and leaves those of the failures before it"],
        [files.settlements, "clear ends the consecutive count and its wait, and returns one unit"],
        [files.machineAlways, "only an accepted code of the factor ends the count of failures"],
      ),
      shown(
        "R22",
        "A lock ends by somebody who has proved a second factor, or is passed by a recovery code (NIST SP 800-63B-4 §3.2.2)",
        [files.unlock, "a locked user is heard again once unlocked, and keeps the factor and the sessions"],
        [files.proof, "a second factor proves an admin for fifteen minutes"],
        [files.signIn, "a recovery code signs in once, tells the user by mail, and has a budget of its own"],
      ),
      shown("R23", "One budget guards every call that takes a code of its kind (ASVS 6.3.1, 6.3.4)", [
        files.oneBudget,
        "no call hears a right code of that kind, and every call hears one of the other kind",
      ]),
      shown(
        "R24",
        "Nobody raises a counter who has not passed the primary method (ASVS 6.1.1)",
        [
          files.oracle,
          "whoever holds no ticket reaches no row: a forged one costs the store nothing, whatever it claims and however often",
        ],
        [files.statementBudget, "a forged or malformed ticket takes none"],
      ),
    ],
  },
  {
    heading: "Email codes",
    cases: [
      shown(
        "R25",
        "A code by mail is no second factor, and nothing says that it was one (NIST SP 800-63B-4 §3.1.3.1; ASVS 6.3.6)",
        [files.opensNothing, "nothing that is answered before a right code is taken for a session by any call"],
        [files.replacement, "is open at once, and is no proof of a second factor"],
        [files.machineAlways, "only an accepted code of the factor ends the count of failures"],
      ),
      shown(
        "R26",
        "It lives ten minutes at most, asked where it is used up (NIST SP 800-63B-4 §3.1.3.2; ASVS 6.5.5)",
        [files.limits, "an email code and a challenge live ten minutes at most (NIST SP 800-63B-4 §3.1.3.2)"],
        [files.emailCode, "an email code expires after ten minutes, and that costs no attempt"],
        [files.emailCodeTransitions, "never makes a code that outlives its ticket"],
      ),
      shown(
        "R27",
        "It has six digits at least, all codes being as likely (NIST SP 800-63B-4 §3.1.3.2; ASVS 6.5.4)",
        [files.emailCodes, "is uniform over the whole range, by chi-squared over a million codes"],
        [files.emailCodes, "refuses %s digits"],
      ),
      shown("R28", "Of parallel submissions of the right code one wins (ASVS 6.5.1)", [
        files.parallelCodes,
        "one email code, typed 50 times at once, opens one enrollment; confirming 50 times at once enrolls once",
      ]),
      shown(
        "R29",
        "It works for its own ticket, user, account, purpose and address alone (ASVS 6.6.2)",
        [files.enrolling, "a code answers for its own ticket alone"],
        [files.emailCodes, "does not match under another %s"],
        [files.opensNothing, "a code or a ticket of one user does nothing to another, in whichever account"],
      ),
      shown("R30", "A new one kills the one before", [
        files.emailCode,
        "a resend makes a new code, kills the old one, and keeps the attempt count",
      ]),
      shown(
        "R31",
        "Pauses and caps hold for the user, for the address over all accounts, and for the account (ASVS 6.6.3, 2.4.1)",
        [files.emailCode, "five codes in an hour and no more, however often the sign-in begins anew"],
        [files.mailAbuse, "a thousand sends by fifty accounts to one address, at once, are ten mails"],
        [files.mailAbuse, "a host that runs wild mails no more than two thousand codes of an account in an hour"],
        [
          files.mailBudget,
          "of 50 parallel mails with several lines, in any order, exactly the smallest limit is spent of each",
        ],
      ),
      shown(
        "R32",
        "A dump of the database holds no code, and without the pepper none can be tried on it (ASVS 14.2.4)",
        [files.stolenDatabase, "a dump contains no secret, no code and no address"],
        [files.emailCodes, "gives a guesser without the pepper nothing: another pepper gives another digest"],
      ),
      shown(
        "R33",
        "An address counts once a code that was sent to it has come back (NIST SP 800-63B-4 §4.2.1.2)",
        [files.machineAlways, "a factor appears through a confirmed code and in no other way"],
        [files.machineAlways, "nobody confirms an enrollment whose email code somebody else has typed"],
        [files.mailAbuse, "a code goes to the address of the sign-in, whatever address a later call brings along"],
      ),
      shown(
        "R34",
        "What is mailed to recover an account lives a day at most: Muster mails no recovery codes, and codes for ten minutes (NIST SP 800-63B-4 §4.2.1.2)",
        [files.limits, "an email code and a challenge live ten minutes at most (NIST SP 800-63B-4 §3.1.3.2)"],
        [files.machineAlways, "no code of the authenticator and no recovery code is accepted twice"],
      ),
    ],
  },
  {
    heading: "Recovery codes",
    cases: [
      shown(
        "R35",
        "They have 120 random bits, which need no slow digest, and no shorter form can be set (NIST SP 800-63B-4 §3.1.2.2, §4.2.1.1; ASVS 6.5.2)",
        [files.recoveryCodes, "uses 120 bits: every bit of the source changes the code"],
        [
          files.recoveryCodes,
          "is SHA-256 over the length-prefixed parts, for every spelling: stored digests must last",
        ],
      ),
      shown(
        "R36",
        "Each is spent once, in parallel too (NIST SP 800-63B-4 §3.1.2.2; ASVS 6.5.1)",
        [files.parallelCodes, "one recovery code, used 50 times at once, signs in once"],
        [
          files.interleavings,
          "of several answers with one recovery code exactly one is accepted, for signing in or for another phone",
        ],
      ),
      shown(
        "R37",
        "Whoever has used one can replace the factor from there, and new codes end the old ones (NIST SP 800-63B-4 §4.2.1.1)",
        [files.oneCode, "a code of the replaced authenticator does not sign in, nor do its recovery codes"],
        [files.newRecoveryCodes, "the old set works until the new one is acknowledged, and no code of it after that"],
      ),
      shown(
        "R38",
        "Secret and codes are answered by the call that makes them, and by no later one (ASVS 14.2.6)",
        [
          files.shownOnce,
          "the key and the recovery codes are answered once: no call shows them after the factor is active",
        ],
        [files.newRecoveryCodes, "the database keeps none of the codes"],
      ),
      hosts(
        "R39",
        "A mailbox alone replaces no authenticator (NIST SP 800-63B-4 §4.2.2.2; ASVS 6.4.4)",
        "to leave the account's rule as it is: self-service, once chosen, asks for password and mailbox and is less than this.",
        [files.replacementThief, "gets no ticket: $rule"],
        [
          files.replace,
          "by a session from the password alone, of somebody who has a factor and of somebody who has none",
        ],
      ),
      shown(
        "R40",
        "They have a budget of their own, and refill no other (NIST SP 800-63B-4 §4.2.1.1)",
        [files.throttle, "have a budget of their own: 20 free attempts, then one an hour, 100 in a row"],
        [files.oneBudget, "no call hears a right code of that kind, and every call hears one of the other kind"],
        [files.machineAlways, "only an accepted code of the factor ends the count of failures"],
      ),
    ],
  },
]
