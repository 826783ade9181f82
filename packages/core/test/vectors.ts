/** Published test vectors, as printed in the RFCs. */

const ascii = (text: string) => new TextEncoder().encode(text)

/** RFC 4226, appendix D: the codes of counters 0 to 9. Six digits, SHA-1. */
export const RFC_4226_SECRET: Uint8Array = ascii("12345678901234567890")

/** RFC 4226, appendix D. */
export const RFC_4226_CODES: readonly string[] = [
  "755224",
  "287082",
  "359152",
  "969429",
  "338314",
  "254676",
  "287922",
  "162583",
  "399871",
  "520489",
]

/** RFC 6238, appendix B: the seeds of the reference implementation, one length for each hash. */
export const RFC_6238_SECRETS = {
  "SHA-1": ascii("12345678901234567890"),
  "SHA-256": ascii("12345678901234567890123456789012"),
  "SHA-512": ascii("1234567890123456789012345678901234567890123456789012345678901234"),
} as const

/** RFC 6238, appendix B: eight digits, 30 seconds. The last row has a step that needs more than 32 bits once in seconds. */
export const RFC_6238_VECTORS: readonly {
  readonly seconds: number
  readonly step: number
  readonly codes: Readonly<Record<keyof typeof RFC_6238_SECRETS, string>>
}[] = [
  { seconds: 59, step: 0x1, codes: { "SHA-1": "94287082", "SHA-256": "46119246", "SHA-512": "90693936" } },
  {
    seconds: 1_111_111_109,
    step: 0x23523ec,
    codes: { "SHA-1": "07081804", "SHA-256": "68084774", "SHA-512": "25091201" },
  },
  {
    seconds: 1_111_111_111,
    step: 0x23523ed,
    codes: { "SHA-1": "14050471", "SHA-256": "67062674", "SHA-512": "99943326" },
  },
  {
    seconds: 1_234_567_890,
    step: 0x273ef07,
    codes: { "SHA-1": "89005924", "SHA-256": "91819424", "SHA-512": "93441116" },
  },
  {
    seconds: 2_000_000_000,
    step: 0x3f940aa,
    codes: { "SHA-1": "69279037", "SHA-256": "90698825", "SHA-512": "38618901" },
  },
  {
    seconds: 20_000_000_000,
    step: 0x27bc86aa,
    codes: { "SHA-1": "65353130", "SHA-256": "77737706", "SHA-512": "47863826" },
  },
]
