export { type QrPngOptions, qrPng } from "./png.js"
export { type QrSvgOptions, qrSvg } from "./svg.js"
export { qrTerminal } from "./terminal.js"
