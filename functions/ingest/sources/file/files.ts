import { glob, readdir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { FileConnection } from './connection.ts'

export interface SourceFile {
  readonly path: string
  /** The file's name without folders, as messages show it. */
  readonly name: string
}

type Environment = Readonly<Record<string, string | undefined>>

const extensions: Readonly<Record<FileConnection['format']['type'], readonly string[]>> = {
  csv: ['.csv', '.txt'],
  tsv: ['.tsv', '.txt'],
  xlsx: ['.xlsx'],
  jsonl: ['.jsonl', '.ndjson'],
}

/** The files of a connection, sorted by path. Errors: FixConfig when a variable is missing or nothing is there. */
export async function listFiles(
  connection: FileConnection,
  projectDir: string,
  env: Environment,
): Promise<readonly SourceFile[]> {
  const found = new Set<string>()
  for (const pattern of connection.files) {
    const path = resolve(projectDir, withVariables(pattern, connection, env))
    const paths = await expand(path, connection)
    if (paths.length === 0) throw nothingThere(connection, pattern)
    for (const one of paths) found.add(one)
  }
  return [...found].sort().map((path) => ({ path, name: basename(path) }))
}

async function expand(path: string, connection: FileConnection): Promise<readonly string[]> {
  const here = await stat(path).catch(() => undefined)
  if (here?.isFile()) return [path]
  if (here?.isDirectory()) return filesIn(path, extensions[connection.format.type])
  const matched: string[] = []
  for await (const entry of glob(path, { withFileTypes: true })) {
    if (entry.isFile() && !isHidden(entry.name)) matched.push(join(entry.parentPath, entry.name))
  }
  return matched
}

async function filesIn(folder: string, endings: readonly string[]): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter(({ name }) => endings.some((ending) => name.toLowerCase().endsWith(ending)))
    .filter((entry) => entry.isFile() && !isHidden(entry.name))
    .map(({ name }) => join(folder, name))
}

/** Excel keeps a "~$report.xlsx" beside every book that is open. */
const isHidden = (name: string): boolean => /^[.~]/.test(name)

function withVariables(pattern: string, connection: FileConnection, env: Environment): string {
  return pattern.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string) => {
    const value = env[name]
    if (value) return value
    throw new FixConfig({
      who: connection.name,
      code: 'NO_VARIABLE',
      what: say(`Не задана переменная окружения ${name}.`, `The environment variable ${name} is not set.`),
      where: connection.path,
      hint: say(`Задайте её: export ${name}=/путь/к/папке`, `Set it: export ${name}=/path/to/folder`),
    })
  })
}

function nothingThere(connection: FileConnection, pattern: string): FixConfig {
  return new FixConfig({
    who: connection.name,
    code: 'NO_FILES',
    what: say(`По пути ${pattern} нет ни одного файла.`, `There is no file at ${pattern}.`),
    where: connection.path,
    hint: say(
      'Проверьте путь в files: он считается от папки проекта.',
      'Check the path in files: it is counted from the project folder.',
    ),
  })
}
