import fc from "fast-check"
import { accountCommands } from "./commands/accounts.js"
import { aroundCommands } from "./commands/around.js"
import { askAgainCommands } from "./commands/ask-again.js"
import { type Command, keys } from "./commands/command.js"
import { confirmCommands } from "./commands/confirm.js"
import { enrollmentCommands } from "./commands/enrollment.js"
import { keyCommands } from "./commands/key-rotation.js"
import { recoveryCodeCommands } from "./commands/recovery-codes.js"
import { replacementCommands } from "./commands/replacement.js"
import { sessionCommands } from "./commands/sessions.js"
import { signInCommands } from "./commands/sign-in.js"
import { userCommands } from "./commands/users.js"
import { flows } from "./flows/flows.js"

const single: fc.Arbitrary<Command> = fc.oneof(
  ...signInCommands,
  ...enrollmentCommands,
  ...confirmCommands,
  ...recoveryCodeCommands,
  ...replacementCommands,
  ...askAgainCommands,
  ...sessionCommands,
  ...userCommands,
  ...accountCommands,
  ...keyCommands,
  ...aroundCommands,
)

const flow = fc.oneof(...flows.map(({ weight, flows }) => ({ weight, arbitrary: fc.constantFrom(...flows) })))

/** Whole flows, cut off now and then, with single calls of all kinds between them. */
export const histories: fc.Arbitrary<readonly Command[]> = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: single.map((command): readonly Command[] => [command]) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(keys, flow, fc.nat(14))
          .map(([key, flow, cut]): readonly Command[] => flow(key).slice(0, cut < 3 ? cut + 2 : undefined)),
      },
    ),
    { minLength: 20, maxLength: 50, size: "max" },
  )
  .map((parts) => parts.flat())
