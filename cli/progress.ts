import { styleText } from 'node:util'
import type { Progress } from '#shared/runtime.ts'

interface Step {
  readonly id: string
  readonly startedAt: number
  readonly finish: (line: string) => void
  readonly update: (line: string) => void
}

/** Progress on stderr: a moving line on a terminal, one line per finished step elsewhere, nothing with --quiet. */
export function terminalProgress(options: { quiet: boolean; animate: boolean }): Progress & { end(): void } {
  let current: Step | undefined
  let last = ''

  const open = options.animate ? animated : plain

  const end = () => {
    if (!current) return
    const seconds = ((performance.now() - current.startedAt) / 1000).toFixed(1)
    current.finish(`${last} · ${seconds} s`)
    current = undefined
  }

  return {
    step(id, done, total, unit) {
      if (options.quiet) return
      if (current && current.id !== id) end()
      const of = total === undefined ? '' : ` / ${total.toLocaleString('en').replaceAll(',', ' ')}`
      last = `${id}: ${done.toLocaleString('en').replaceAll(',', ' ')}${of} ${unit}`
      if (current) current.update(last)
      else current = open(id, last)
    },
    end,
  }
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
