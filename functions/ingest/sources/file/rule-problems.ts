import type { Problem } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import { dateFormatProblem } from '#shared/numbers/date.ts'
import { type Path, type Place, placeOf } from './places.ts'

export function problem(place: Place, path: Path, code: string, what: Text, hint?: Text): Problem {
  return { who: place.who, code, what, where: placeOf(place, path), hint }
}

export function dateProblems(format: string, path: Path, place: Place): Problem[] {
  const what = dateFormatProblem(format)
  const hint = say(
    'Пример: dd.MM.yyyy HH:mm; знаки yyyy MM dd HH mm ss, MMM (месяц словом), EEE (день недели), a (AM/PM), либо iso, epoch_s, epoch_ms',
    'Example: dd.MM.yyyy HH:mm; tokens yyyy MM dd HH mm ss, MMM (month in words), EEE (weekday), a (AM/PM), or iso, epoch_s, epoch_ms',
  )
  return what ? [problem(place, path, 'DATE_FORMAT', what, hint)] : []
}
