import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

const bundle = resolve(import.meta.dirname, '../../dist/concord.mjs')

/** Name → sha256 of every published mart: what must be equal whatever happened on the way. */
export async function publishedHashes(project: string): Promise<Record<string, string>> {
  const current = JSON.parse(await readFile(join(project, 'lake', 'published', 'current.json'), 'utf8'))
  const models = Object.entries(current.models as Record<string, { sha256: string }>)
  return Object.fromEntries(models.map(([name, { sha256 }]) => [name, sha256]))
}

/** Runs `concord <verb>` and kills it `afterMs` after its first word; answers whether it had ended by itself. */
export function runAndKill(
  verb: string,
  project: string,
  afterMs: number,
): Promise<{ killed: boolean; code: number | null }> {
  const env = { ...process.env, CI: 'true' }
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [bundle, verb, '--project', project], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let timer: NodeJS.Timeout | undefined
    const begin = () => {
      timer ??= setTimeout(() => child.kill('SIGKILL'), afterMs)
    }
    // Timed from the first sign of work: the start of the program itself is not what is tested.
    child.stderr.on('data', begin)
    child.on('error', fail)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      done({ killed: signal === 'SIGKILL', code })
    })
  })
}
