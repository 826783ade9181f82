/**
 * Says whether a text shows a secret. A code of a few digits counts where it stands by itself: inside a longer number, such as a
 * time, it is chance.
 */
export function shows(text: string, secret: string): boolean {
  return /^\d+$/.test(secret) ? new RegExp(`(?<!\\d)${secret}(?!\\d)`).test(text) : text.includes(secret)
}
