import { type Assurance, expectKind } from "@muster/sdk"
import { signInWithPassword } from "../parts/sign-in.js"
import { chapter, tell } from "../parts/story.js"
import type { World } from "../parts/world.js"

/** Sessions that exist before anybody thinks of two-factor. */
export interface Sessions {
  readonly olivia: Assurance
  readonly kim: Assurance
  readonly lee: Assurance
}

/** Three people sign in with their passwords, as they always did. */
export async function before(world: World): Promise<Sessions> {
  const { users } = world
  chapter(0, "Before: everybody signs in with a password")
  users.add({ id: "olivia", email: "olivia@acme.example" }, "correct horse")
  users.add({ id: "ann", email: "ann@acme.example" }, "battery staple")
  users.add({ id: "ben", email: "ben@acme.example" }, "tall giraffe")
  users.add({ id: "kim", email: "kim@acme.example" }, "green parrot")
  users.add({ id: "lee", email: "lee@acme.example" }, "quiet lynx")

  const signIn = async (email: string, password: string) =>
    expectKind(await signInWithPassword(world, email, password, { platform: "web" }), "signed-in").assurance
  const sessions = {
    olivia: await signIn("olivia@acme.example", "correct horse"),
    kim: await signIn("kim@acme.example", "green parrot"),
    lee: await signIn("lee@acme.example", "quiet lynx"),
  }
  tell("Olivia (admin), Kim and Lee are signed in; their sessions keep what they proved: amr = [pwd].")
  return sessions
}
