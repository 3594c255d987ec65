import { spawn } from 'node:child_process'

/** Runs a bundled script; `ended` answers what it printed, also when it was killed. */
export function startChild(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  let printed = ''
  /** Its first line. */
  const ready = new Promise<string>((go) => child.stdout.once('data', (chunk) => go(String(chunk))))
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  const ended = new Promise<string>((go, fail) => {
    child.on('error', fail)
    child.on('close', (code) => (code === 0 || code === null ? go(printed) : fail(new Error(`it ended with ${code}`))))
  })
  return { child, ready, ended }
}

export const pause = (ms: number): Promise<void> => new Promise((go) => setTimeout(go, ms))
