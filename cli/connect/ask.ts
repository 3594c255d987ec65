import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { Language, Text } from '#shared/i18n/text.ts'

/** Somebody who can be asked. */
export interface Asker {
  /** The answer without blanks around it; '' when only Enter was pressed. */
  ask(question: Text): Promise<string>
  /** The same without showing what is typed. */
  askSecret(question: Text): Promise<string>
  tell(text: Text): void
}

/** Questions on stderr, for stdout is for programs; undefined where nobody can answer. */
export function terminalAsker(language: Language, signal: AbortSignal): Asker | undefined {
  if (!process.stdin.isTTY || process.env.CI) return undefined
  const put = async (question: Text, isShown: boolean) => {
    const text = question[language]
    // The line editor draws its own line anew: only the last one is left to it.
    const [head, last] = isShown ? cutAtLastLine(text) : [text, '']
    process.stderr.write(head)
    const output = isShown ? process.stderr : new Writable({ write: (_chunk, _encoding, done) => done() })
    const line = createInterface({ input: process.stdin, output, terminal: true })
    const closed = new AbortController()
    // Without it Ctrl-D would end the program as if all was well.
    line.once('close', () => closed.abort())
    line.once('SIGINT', () => process.kill(process.pid, 'SIGINT'))
    try {
      return (await line.question(last, { signal: AbortSignal.any([signal, closed.signal]) })).trim()
    } finally {
      line.close()
      if (!isShown) process.stderr.write('\n')
    }
  }
  return {
    ask: (question) => put(question, true),
    askSecret: (question) => put(question, false),
    tell: (text) => console.error(text[language]),
  }
}

function cutAtLastLine(text: string): readonly [head: string, last: string] {
  const at = text.lastIndexOf('\n') + 1
  return [text.slice(0, at), text.slice(at)]
}
