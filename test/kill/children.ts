import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** Runs a script of this folder to its end and answers what it printed. */
export function runChild(script: string, ...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(printed) : reject(new Error(`${script} ended with ${code}`))))
  })
}

/** Starts a script and kills it so many ms after its first line (start-up is not what is tested); answers its whole lines. */
export function killChild(afterMs: number, script: string, ...args: readonly string[]): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs))
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) =>
      code === null ? resolve(printed.split('\n').slice(0, -1)) : reject(new Error(`${script} ended with ${code}`)),
    )
  })
}
