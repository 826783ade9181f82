import jsqr from "jsqr"
import { PNG } from "pngjs"
import { describe, expect, it } from "vitest"
import { buildOtpauthUri } from "../totp/build-otpauth-uri.js"
import { generateTotpSecret } from "../totp/secret.js"
import { qrPng, qrSvg, qrTerminal } from "./index.js"

const readQr = jsqr.default
const uri = (label: string) => buildOtpauthUri({ issuer: "Acme Support", label, secret: generateTotpSecret() })
const texts = [
  ["a setup URI", uri("ann@acme.example")],
  ["a setup URI with other scripts", uri("Zoë 研究 🔐")],
  ["one character", "x"],
  ["a thousand characters", "A".repeat(1_000)],
] as const

/** Draws modules with 4 pixels each and lets an independent reader look at them. */
function readModules(rows: readonly (readonly boolean[])[]): string | undefined {
  const scale = 4
  const side = rows.length * scale
  const pixels = new Uint8ClampedArray(side * side * 4)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const dark = rows[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true
      pixels.set([dark ? 0 : 255, dark ? 0 : 255, dark ? 0 : 255, 255], (y * side + x) * 4)
    }
  }
  return readQr(pixels, side, side)?.data
}

/** The modules that the dark path of an SVG covers. */
function svgModules(svg: string): boolean[][] {
  const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1])
  const rows = Array.from({ length: side }, () => new Array<boolean>(side).fill(false))
  const dark = /fill="#000" d="([^"]*)"/.exec(svg)?.[1] ?? ""
  for (const [, x, y, width] of dark.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    rows[Number(y)]?.fill(true, Number(x), Number(x) + Number(width))
  }
  return rows
}

/** The modules that half blocks show. */
function terminalModules(text: string): boolean[][] {
  const rows: boolean[][] = []
  for (const line of text.split("\n").slice(0, -1)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal
    const blocks = [...line.replaceAll(/\u001B\[[0-9;]*m/g, "")]
    rows.push(
      blocks.map((block) => "█▀".includes(block)),
      blocks.map((block) => "█▄".includes(block)),
    )
  }
  const side = rows[0]?.length as number
  return rows.slice(0, side)
}

describe("qrSvg", () => {
  it.each(texts)("is read back by an independent reader: %s", (_, text) => {
    expect(readModules(svgModules(qrSvg(text)))).toBe(text)
  })

  it("keeps four white modules around the symbol", () => {
    const rows = svgModules(qrSvg("x"))
    const side = rows.length
    const outside = (at: number) => at < 4 || at >= side - 4
    for (const [y, row] of rows.entries()) {
      for (const [x, dark] of row.entries()) if (outside(x) || outside(y)) expect(dark).toBe(false)
    }
    expect(rows[4]?.[4]).toBe(true)
  })

  it("has a name for screen readers, and colours of its own", () => {
    const svg = qrSvg("x", { title: "QR code for Acme" })
    expect(svg).toContain('role="img" aria-label="QR code for Acme"')
    expect(svg).toContain("<title>QR code for Acme</title>")
    expect(svg).toContain('<path fill="#fff"')
    expect(qrSvg("x")).toContain("<title>QR code</title>")
  })

  it("escapes the title, so that a name cannot become markup", () => {
    const svg = qrSvg("x", { title: `"><script>alert('1')</script>&` })
    expect(svg).not.toContain("<script")
    expect(svg).toContain("&quot;&gt;&lt;script&gt;alert('1')&lt;/script&gt;&amp;")
  })

  it("refers to nothing outside of itself", () => {
    expect(qrSvg("x").replace("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|href|url\(|id=/)
  })
})

describe("qrPng", () => {
  it.each(texts)("is read back by an independent reader: %s", async (_, text) => {
    const { data, width, height } = PNG.sync.read(Buffer.from(await qrPng(text)))
    expect(readQr(new Uint8ClampedArray(data), width, height)?.data).toBe(text)
  })

  it("has as many pixels to a module as asked for", async () => {
    const width = async (scale?: number) => PNG.sync.read(Buffer.from(await qrPng("x", { scale }))).width
    expect(await width(1)).toBe(21 + 8)
    expect(await width()).toBe((21 + 8) * 8)
    expect(await width(32)).toBe((21 + 8) * 32)
  })

  it("is a plain Uint8Array with a buffer of its own", async () => {
    const png = await qrPng("x")
    expect(Object.getPrototypeOf(png)).toBe(Uint8Array.prototype)
    expect(png.byteOffset).toBe(0)
    expect(png.buffer.byteLength).toBe(png.length)
  })

  it.each([0, 33, 1.5, Number.NaN])("refuses a scale of %s", async (scale) => {
    await expect(qrPng("x", { scale })).rejects.toMatchObject({ code: "ERR_INVALID_INPUT", field: "scale" })
  })
})

describe("qrTerminal", () => {
  it.each(texts)("is read back by an independent reader: %s", (_, text) => {
    expect(readModules(terminalModules(qrTerminal(text)))).toBe(text)
  })

  it("sets and resets its colours on each line, so that scrolling does not smear them", () => {
    for (const line of qrTerminal("x").trimEnd().split("\n")) {
      expect(line.startsWith("\u001B[38;5;16;48;5;231m")).toBe(true)
      expect(line.endsWith("\u001B[0m")).toBe(true)
    }
  })
})

describe("text that no QR code holds", () => {
  const invalid = { code: "ERR_INVALID_INPUT", field: "text" }

  it.each([
    ["empty", ""],
    ["too long", "é".repeat(1_200)],
    ["not given", undefined as unknown as string],
  ])("is refused when it is %s", async (_, text) => {
    expect(() => qrSvg(text)).toThrow(expect.objectContaining(invalid))
    expect(() => qrTerminal(text)).toThrow(expect.objectContaining(invalid))
    await expect(qrPng(text)).rejects.toMatchObject(invalid)
  })
})
