import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'

export interface StartCost {
  /** Milliseconds of processor time and of the clock, from before the import to the end of the process. */
  readonly cpu: number
  readonly wall: number
  /** typeof the module's `handler`. */
  readonly handler: string
}

const script = (file: string, words: readonly string[]) => `
import { writeSync } from 'node:fs'
process.argv = [process.execPath, ${JSON.stringify(file)}, ...${JSON.stringify(words)}]
const [before, start] = [process.cpuUsage(), performance.now()]
let handler
process.on('exit', () => {
  const { user, system } = process.cpuUsage(before)
  writeSync(3, JSON.stringify({ cpu: (user + system) / 1000, wall: performance.now() - start, handler }))
})
handler = typeof (await import(${JSON.stringify(file)})).handler`

/** Loads a bundle in a fresh process, which knows nothing of this one's environment. It tells its cost by a pipe of its own. */
function load(file: string, words: readonly string[]): StartCost {
  const code = ['--input-type=module', '-e', script(pathToFileURL(file).href, words)]
  const { output } = spawnSync(process.execPath, code, {
    encoding: 'utf8',
    env: {},
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  if (!output[3]) throw new Error(`${file} did not load: ${output[2]}`)
  return JSON.parse(output[3])
}

/** What loading costs when nothing else disturbs it: the least of several processes. Stops at the first one below `enough`. */
export function leastStart(file: string, enough: number, words: readonly string[] = []): StartCost {
  let least: StartCost | undefined
  for (let tries = 0; tries < 8 && !(least && least.cpu < enough); tries++) {
    const one = load(file, words)
    if (!least || one.cpu < least.cpu) least = one
  }
  return least!
}
