import { Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

export const stopped = (who: string): Unavailable =>
  new Unavailable({
    who,
    code: 'STOPPED',
    what: say('Импорт остановлен.', 'The import was stopped.'),
    hint: say('Запустите ещё раз: он продолжит.', 'Run it again: it goes on.'),
  })
