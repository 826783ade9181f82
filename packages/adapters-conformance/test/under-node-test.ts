import { describe, it } from "node:test"
import { runStoreConformance } from "../src/index.js"
import { exceptOfMemory, memoryHarness } from "./memory-harness.js"

runStoreConformance(memoryHarness(), { describe, it }, { except: exceptOfMemory })
