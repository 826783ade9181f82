export { type Authenticator, authenticator } from "./authenticator.js"
export { type FakeClock, fakeClock, type Span } from "./fake-clock.js"
