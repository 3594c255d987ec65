import { ConcordError, Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN'

/** Nothing of that name is there. */
export const isAbsent = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error))

export const isTaken = (error: unknown): boolean => codeOf(error) === 'EEXIST'

const hints: Readonly<Record<string, ReturnType<typeof say>>> = {
  ENOSPC: say('Освободите место на диске и повторите', 'Free some disk space and run it again'),
  EACCES: say('Проверьте права на папку проекта', 'Check the permissions of the project folder'),
  EROFS: say('Папка только для чтения: проверьте диск', 'The folder is read-only: check the disk'),
  EPERM: say(
    'Нужна обычная локальная папка: файловая система должна уметь жёсткие ссылки',
    'Use an ordinary local folder: the file system must support hard links',
  ),
  ERR_SQLITE_ERROR: say(
    'Хранилище занято другим процессом: дождитесь его и повторите',
    'Another process is busy in the store: wait for it and run again',
  ),
}

const otherHint = say(
  'Повторите; если не поможет, проверьте диск',
  'Run it again; if that does not help, check the disk',
)

/** SQLite has one code for everything: what is the matter stands in its words only. */
const sqliteCode = (message: string) =>
  /readonly/.test(message) ? 'EACCES' : /disk is full/.test(message) ? 'ENOSPC' : undefined

/** For `.catch`: says which store failed at what, and what to do. Errors that already speak pass unchanged. */
export const unavailable =
  (who: string, at: string) =>
  (error: unknown): never => {
    if (error instanceof ConcordError) throw error
    const code = codeOf(error)
    const message = error instanceof Error ? error.message : String(error)
    throw new Unavailable({
      who,
      code: 'STORE',
      what: say(`Хранилище не ответило (${code}): ${message}`, `The store did not answer (${code}): ${message}`),
      where: at,
      hint: hints[sqliteCode(message) ?? code] ?? otherHint,
      cause: error,
    })
  }
