import type { Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

const forbidden = ['EACCES', 'EPERM', 'EROFS']
const full = ['ENOSPC', 'EDQUOT']

/** What the operating system refused, for people; nothing when the error is not of that kind. */
export function systemProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined
  const { code = '', path } = error as NodeJS.ErrnoException
  if (forbidden.includes(code)) {
    return {
      code: 'NO_PERMISSION',
      where: path,
      what: say('сюда нельзя писать или отсюда нельзя читать', 'may not be written or read'),
      hint: say(
        'Дайте себе права на папку проекта или возьмите другую: --project ПАПКА',
        'Get the rights to the project folder, or take another one: --project DIR',
      ),
    }
  }
  if (!full.includes(code)) return undefined
  return {
    code: 'DISK_FULL',
    where: path,
    what: say('на диске кончилось место', 'the disk is full'),
    hint: say(
      'Освободите место и повторите: сделанное сохранено',
      'Free some space and run again: what was done is kept',
    ),
  }
}
