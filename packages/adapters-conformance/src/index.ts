/**
 * The test kit that every store adapter of Muster passes.
 *
 * @module
 */
export {
  type ConformanceCategory,
  type ConformanceException,
  conformanceCategories,
  type ExceptableCategory,
  exceptableCategories,
} from "./categories.js"
export type { HostTransactionRunner, StoreHarness, StoreUnderTest } from "./harness.js"
export { runStoreConformance, type StoreConformanceOptions } from "./run-store-conformance.js"
export type { DefineTest, TestRunner } from "./runner.js"
