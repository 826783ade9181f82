/**
 * The parts of the Web platform that this package uses. They are declared here, so that reading its source needs
 * neither the DOM's types nor Node's, and so that nothing else of either slips in.
 */

/** A key held by Web Crypto; its bytes cannot be read back. */
export interface WebCryptoKey {
  readonly extractable: boolean
}

interface AesGcmParameters {
  readonly name: "AES-GCM"
  readonly iv: Uint8Array
  readonly additionalData: Uint8Array
  /** In bits. */
  readonly tagLength: 128
}

interface WebCrypto {
  getRandomValues(into: Uint8Array): Uint8Array
  readonly subtle: {
    importKey(
      format: "raw",
      bytes: Uint8Array,
      algorithm: "AES-GCM",
      extractable: false,
      usages: readonly ["encrypt" | "decrypt"],
    ): Promise<WebCryptoKey>
    encrypt(parameters: AesGcmParameters, key: WebCryptoKey, data: Uint8Array): Promise<ArrayBuffer>
    decrypt(parameters: AesGcmParameters, key: WebCryptoKey, data: Uint8Array): Promise<ArrayBuffer>
  }
}

interface WebPlatform {
  readonly crypto: WebCrypto
  readonly TextEncoder: new () => { encode(text: string): Uint8Array }
  readonly TextDecoder: new (
    label: "utf-8",
    options: { readonly fatal: true; readonly ignoreBOM: true },
  ) => { decode(bytes: Uint8Array): string }
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> }
}

/** The global object, seen as the Web platform. */
export const platform: WebPlatform = globalThis as unknown as WebPlatform
