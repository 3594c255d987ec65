import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { isAbsent, unavailable } from '#shared/lake/failure.ts'
import type { Secrets } from '#shared/runtime.ts'
import { checkName } from './name.ts'

/**
 * Secrets in a `.env` file: `KEY=value` lines, bare, 'as is' or "with \n escapes". A write changes only its own line;
 * comments and order stay. The file is readable by its owner alone. Two processes must not write at once: callers write
 * under a claim of the state.
 */
export function envFileSecrets(file: string): Secrets {
  const path = resolve(file)
  return {
    async read(name) {
      checkName(name)
      try {
        return lastOf(readText(path), name)?.value
      } catch (error) {
        return unavailable('secrets', path)(error)
      }
    },
    async write(name, value) {
      checkName(name)
      try {
        // Synchronous on purpose: between reading and renaming no other write of this process can slip in.
        replaceFile(path, withValue(readText(path), name, value))
      } catch (error) {
        unavailable('secrets', path)(error)
      }
    },
  }
}

const line = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*("(?:\\[\s\S]|[^"\\])*"|'[^']*'|[^\r\n]*)/gm

interface Found {
  readonly value: string
  /** Where the written form of the value begins and ends in the text. */
  readonly from: number
  readonly to: number
}

/** The last line of that name wins, as in a shell. */
function lastOf(text: string, name: string): Found | undefined {
  let last: Found | undefined
  for (const match of text.matchAll(line)) {
    const written = match[2] ?? ''
    if (match[1] !== name) continue
    const to = match.index + match[0].length
    last = { value: parse(written), from: to - written.length, to }
  }
  return last
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function parse(written: string): string {
  if (/^"[\s\S]*"$/.test(written)) {
    return written.slice(1, -1).replace(/\\([\s\S])/g, (_, letter: string) => escapes[letter] ?? letter)
  }
  if (/^'[\s\S]*'$/.test(written)) return written.slice(1, -1)
  return written.replace(/(^|[ \t]+)#.*$/, '').trimEnd()
}

function print(value: string): string {
  if (/^[\w./:@+=,-]+$/.test(value)) return value
  const escaped = value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')
  return `"${escaped}"`
}

function withValue(text: string, name: string, value: string): string {
  const found = lastOf(text, name)
  if (found) return `${text.slice(0, found.from)}${print(value)}${text.slice(found.to)}`
  const gap = text === '' || text.endsWith('\n') ? '' : '\n'
  return `${text}${gap}${name}=${print(value)}\n`
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isAbsent(error)) return ''
    throw error
  }
}

function replaceFile(path: string, text: string): void {
  const aside = `${path}.${randomUUID()}.tmp`
  try {
    const file = openSync(aside, 'wx', 0o600)
    try {
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(aside, path)
  } finally {
    rmSync(aside, { force: true })
  }
}
