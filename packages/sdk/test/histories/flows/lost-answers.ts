import { enable } from "../commands/accounts.js"
import { wait } from "../commands/around.js"
import { askAgain } from "../commands/ask-again.js"
import { confirm } from "../commands/confirm.js"
import type { Host } from "../commands/host.js"
import { recover } from "../commands/recovery-codes.js"
import { replaceByRecoveryCode } from "../commands/replacement.js"
import { begin, verify } from "../commands/sign-in.js"
import { reset } from "../commands/users.js"
import { enrollSteps, type Flow, isNamed, upToKey, withCodes } from "./steps.js"

/** Answers that are lost on their way, and asked for again: at once, too late, or in a way that must not do. */
export const lostAnswers: readonly Flow[] = [
  ...(["none", "loses the answer"] satisfies Host[]).flatMap((host): Flow[] => [
    (key) => [
      wait(30),
      begin(key),
      verify(key, "right", { host, isNamed }),
      askAgain(key),
      askAgain(key, "another name"),
    ],
    (key) => [
      ...withCodes(key),
      recover(key, "right", { host, isNamed }),
      askAgain(key),
      askAgain(key, "another call"),
    ],
    (key) => [
      reset(key),
      enable(key),
      begin(key),
      ...upToKey(key),
      confirm(key, "right", { host, isNamed }),
      askAgain(key),
    ],
  ]),
  (key) => [
    ...withCodes(key),
    replaceByRecoveryCode(key, { isNamed }),
    askAgain(key),
    ...enrollSteps(key),
    askAgain(key),
  ],
  (key) => [
    begin(key),
    replaceByRecoveryCode(key, { isNamed }),
    askAgain(key, "another call"),
    wait(61),
    askAgain(key),
  ],
  (key) => [
    wait(30),
    begin(key),
    verify(key, "right", { isNamed }),
    askAgain(key, "another code"),
    wait(61),
    askAgain(key),
  ],
  (key) => [
    reset(key),
    enable(key),
    begin(key),
    ...upToKey(key),
    confirm(key, "right", { isNamed }),
    recover(key),
    askAgain(key),
  ],
]

/** Transactions of the host that roll back, that commit, and that commit although nobody hears of it. */
export const hosts: readonly Flow[] = [
  (key) => [
    wait(30),
    begin(key),
    verify(key, "right", { host: "rolls back" }),
    verify(key, "right", { host: "commits" }),
  ],
  (key) => [
    ...withCodes(key),
    recover(key, "right", { host: "rolls back" }),
    recover(key, "right", { host: "commits" }),
  ],
  (key) => [
    reset(key),
    enable(key),
    begin(key),
    ...upToKey(key),
    confirm(key, "right", { host: "rolls back" }),
    confirm(key, "right", { host: "commits" }),
  ],
  (key) => [wait(30), begin(key), verify(key, "right", { host: "loses the answer" }), verify(key)],
]
