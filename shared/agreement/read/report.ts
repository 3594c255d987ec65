import type { Problem } from '#shared/errors.ts'
import type { Text } from '#shared/i18n/text.ts'

/** A problem of the agreement at a place of its file. */
export const report = (code: string, where: string, what: Text, hint?: Text): Problem => ({
  who: 'agreement',
  code,
  where,
  what,
  ...(hint ? { hint } : {}),
})
