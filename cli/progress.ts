import { styleText } from 'node:util'
import { formatFor } from '#shared/i18n/format.ts'
import type { Language } from '#shared/i18n/text.ts'
import type { Progress } from '#shared/runtime.ts'

interface Step {
  readonly id: string
  readonly startedAt: number
  readonly finish: (line: string) => void
  readonly update: (line: string) => void
}

interface Options {
  readonly quiet: boolean
  readonly animate: boolean
  readonly language: Language
}

/** Progress on stderr: a moving line on a terminal, one line per finished step elsewhere, nothing with --quiet. */
export function terminalProgress(options: Options): Progress & { end(): void } {
  let current: Step | undefined
  let last = ''

  const open = options.animate ? animated : plain

  const end = () => {
    if (!current) return
    const seconds = formatFor(options.language, 'RUB').number((performance.now() - current.startedAt) / 1000, 1)
    current.finish(`${last} · ${seconds} ${options.language === 'ru' ? 'с' : 's'}`)
    current = undefined
  }

  return {
    step(id, done, total, unit) {
      if (options.quiet) return
      if (current && current.id !== id) end()
      last = stepText(options.language, { id, done, total, unit }).replaceAll('\u00a0', ' ')
      if (current) current.update(last)
      else current = open(id, last)
    },
    end,
  }
}

const verbs: Readonly<Record<string, string>> = {
  read: 'читаю',
  write: 'пишу',
  pull: 'загружаю',
  replay: 'собираю заново',
  build: 'строю',
  report: 'отчёт',
  push: 'отправляю',
}

const units: Readonly<Record<string, string>> = {
  rows: 'строк',
  units: 'частей',
  models: 'моделей',
  files: 'файлов',
  file: 'файлов',
}

/** «читаю crm: строк 1 969», `write crm: 1,970 / 1,970 units`. */
function stepText(language: Language, step: { id: string; done: number; total: number | undefined; unit: string }) {
  const { number } = formatFor(language, 'RUB')
  const [done, total] = [step.done, step.total].map((count) => (count === undefined ? undefined : number(count)))
  if (language === 'en') return `${step.id}: ${done}${total === undefined ? '' : ` / ${total}`} ${step.unit}`
  const id = step.id.replace(/^\w+/, (verb) => verbs[verb] ?? verb)
  return `${id}: ${units[step.unit] ?? step.unit} ${done}${total === undefined ? '' : ` из ${total}`}`
}

function plain(id: string): Step {
  return { id, startedAt: performance.now(), finish: (line) => console.error(line), update: () => undefined }
}

const frames = ['◐', '◓', '◑', '◒']
const frameMs = 120
const clearLine = '\r\u001B[2K'

/** Drawn by hand: a prompt library's spinner takes the keyboard and would answer Ctrl-C itself, with exit code 0. */
function animated(id: string, line: string): Step {
  let [shown, turn] = [line, 0]
  const draw = () => {
    const width = (process.stderr.columns || 80) - 3
    process.stderr.write(`${clearLine}${frames[turn++ % frames.length]} ${shown.slice(0, width)}`)
  }
  draw()
  const timer = setInterval(draw, frameMs)
  timer.unref()
  return {
    id,
    startedAt: performance.now(),
    finish: (text) => {
      clearInterval(timer)
      process.stderr.write(`${clearLine}${styleText('green', '◇', { stream: process.stderr })} ${text}\n`)
    },
    update: (text) => {
      shown = text
    },
  }
}
