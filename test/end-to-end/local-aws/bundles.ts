import { functionBundles } from '#test/builders/function-bundles.ts'

/** The functions' bundles, made of the code that stands here now; or those in CONCORD_DIST, which somebody made before. */
export const bundles = (): string => process.env.CONCORD_DIST ?? functionBundles()
