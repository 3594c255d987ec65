import { formatFor } from '#shared/i18n/format.ts'
import { type Language, say } from '#shared/i18n/text.ts'

/** What a state machine's Catch keeps of an error; `Cause` is JSON of a function, or plain text. */
export interface Caught {
  readonly Error?: string
  readonly Cause?: string
}

interface Letter {
  readonly subject: string
  readonly text: string
}

const longest = 2000

/** The message inside a Cause. */
export function reasonOf({ Error: name = '', Cause: cause = '' }: Caught): string {
  try {
    const parsed: unknown = JSON.parse(cause)
    const message =
      parsed !== null && typeof parsed === 'object' && 'errorMessage' in parsed ? parsed.errorMessage : cause
    return String(message).slice(0, longest)
  } catch {
    return (cause || name).slice(0, longest)
  }
}

/** A check keeps the newest numbers back: people go on seeing those of `shown` (YYYY-MM-DD), if there are any. */
export function blockedText(error: Caught, shown: string | undefined, language: Language): Letter {
  const f = formatFor(language, 'RUB')
  const subject = say('Отчёт не обновлён: не сошлась сверка', 'The report was not updated: a check does not tie')
  const seen = shown
    ? say(`На страницах пока цифры на ${f.date(shown)}.`, `The pages still show the numbers as of ${f.date(shown)}.`)
    : say('Опубликованных цифр ещё нет.', 'Nothing is published yet.')
  const lead = say(
    'Новый расчёт не опубликован, потому что сверка не прошла:',
    'The new build was not published, for a check failed:',
  )
  const next = say(
    'Исправьте данные или соглашение: следующий ночной расчёт пройдёт сам.',
    'Correct the data or the agreement; the next nightly run goes on by itself.',
  )
  return {
    subject: subject[language],
    text: `${[lead, seen, next].map((one) => one[language]).join('\n\n')}\n\n${reasonOf(error)}\n`,
  }
}

/** The run broke off for another reason: whoever keeps Concord running must look. */
export function failedText(error: Caught, run: string, language: Language): Letter {
  const name = error.Error ?? ''
  const subject = say(`Ночной расчёт прервался: ${name}`, `The nightly run broke off: ${name}`)
  const lead = say(
    `Запуск ${run} не дошёл до конца. Опубликованные цифры не изменились.`,
    `Run ${run} did not come to its end. The published numbers did not change.`,
  )
  const next = say('Что проверить сначала: concord doctor --aws', 'What to look at first: concord doctor --aws')
  return { subject: subject[language], text: `${lead[language]}\n\n${reasonOf(error)}\n\n${next[language]}\n` }
}
