/**
 * Shows enough of an address to recognise it and not enough to learn it: `a•••@acme.example`. The number of dots says
 * nothing about the length.
 */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf("@")
  const [first = ""] = address.slice(0, Math.max(at, 0))
  return at < 0 ? "•••" : `${first}•••${address.slice(at)}`
}
