import { createInterface } from 'node:readline/promises'
import type { Language, Text } from '#shared/i18n/text.ts'

/** A question on stderr, for stdout is for programs; undefined where nobody can answer. */
export function asker(language: Language, signal: AbortSignal): ((question: Text) => Promise<string>) | undefined {
  if (!process.stdin.isTTY) return undefined
  return async (question) => {
    const line = createInterface({ input: process.stdin, output: process.stderr })
    try {
      return await line.question(question[language], { signal })
    } finally {
      line.close()
    }
  }
}
