import { describe, expect, it } from "vitest"
import { drawBytes, drawUntil, type RandomSource, randomId, systemRandom } from "./random.js"

const broken: RandomSource = { bytes: (length) => new Uint8Array(length - 1) }

describe("systemRandom", () => {
  it.each([0, 1, 65_536, 65_537, 200_000])("gives %i bytes", (length) => {
    const bytes = systemRandom.bytes(length)
    expect(bytes).toHaveLength(length)
    // A piece left unfilled at the end would be zeros; sixteen of them do not come by chance.
    if (length >= 16) expect(bytes.subarray(-16).some((byte) => byte !== 0)).toBe(true)
  })
})

describe("randomId", () => {
  it("is 128 bits in base64url, and no two are alike", () => {
    const ids = new Set(Array.from({ length: 10_000 }, () => randomId(systemRandom)))
    expect(ids.size).toBe(10_000)
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/)
  })

  it("comes from the source it is given", () => {
    expect(randomId({ bytes: (length) => new Uint8Array(length).fill(255) })).toBe("_____________________w")
  })

  it("refuses a source that gives too few bytes", () => {
    expect(() => randomId(broken)).toThrow(expect.objectContaining({ code: "ERR_CONFIGURATION", field: "random" }))
  })
})

describe("drawBytes", () => {
  it("refuses a source that gives no bytes at all", () => {
    const source = { bytes: () => "secret" } as unknown as RandomSource
    expect(() => drawBytes(source, 6)).toThrow(expect.objectContaining({ code: "ERR_CONFIGURATION" }))
  })
})

describe("drawUntil", () => {
  it("draws again until a draw is accepted", () => {
    let next = 0
    const counting: RandomSource = { bytes: () => Uint8Array.of(next++) }
    expect(drawUntil(counting, 1, ([byte]) => (byte === 5 ? "five" : undefined))).toBe("five")
    expect(next).toBe(6)
  })

  it("ends in an error, not in a loop, when the source repeats itself", () => {
    const stuck: RandomSource = { bytes: (length) => new Uint8Array(length) }
    expect(() => drawUntil(stuck, 1, () => undefined)).toThrow(
      expect.objectContaining({ code: "ERR_CONFIGURATION", field: "random" }),
    )
  })
})
