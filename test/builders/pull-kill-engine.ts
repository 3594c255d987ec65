// The engine as one module, so that a copy of it can be bundled with one line replaced.
export { build } from '#aggregate/build.ts'
export { pullConnection } from '#ingest/pull/pull.ts'
export { killPlatforms } from './pull-kill-platforms.ts'
