import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { FixConfig, type Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Source } from '../source.ts'
import { type SourceConnection, sourceConnectionSchema } from '../source-connection.ts'
import type { FileConnection } from '../sources/file/connection.ts'
import { parseConnection as parseFile } from '../sources/file/parse-connection.ts'
import { type Place, placeOf, readYaml } from '../sources/file/places.ts'
import { sourceOf, sources } from '../sources/index.ts'
import { formProblems, sourceProblems } from './connection-problems.ts'
import { sameAccountProblems } from './same-account.ts'

export type Connection = FileConnection | SourceConnection

export const isFile = (connection: Connection): connection is FileConnection => connection.kind === 'file'

export const isSystem = (connection: Connection): connection is SourceConnection => !isFile(connection)

/** All connections of a project, of whatever kind, by name. Errors: FixConfig with the problems of all of them. */
export async function loadConnections(projectDir: string): Promise<readonly Connection[]> {
  const folder = join(projectDir, 'connections')
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.ya?ml$/.test(name)).sort()
  const problems: Problem[] = []
  const connections: Connection[] = []
  for (const name of names) {
    try {
      connections.push(parseConnection(await readFile(join(folder, name), 'utf8'), `connections/${name}`))
    } catch (error) {
      if (!(error instanceof FixConfig)) throw error
      problems.push(...error.problems)
    }
  }
  problems.push(...sameAccountProblems(connections.filter(isSystem)))
  if (problems.length > 0) throw new FixConfig(problems)
  return connections
}

/** Reads the YAML of a connection; `kind:` says who reads the rest. Errors: FixConfig, each problem at `path:line:column`. */
export function parseConnection(
  text: string,
  path: string,
  lookUp: (kind: string) => Source | undefined = sourceOf,
): Connection {
  const document = readYaml(text, path)
  const kind = (document.value as { kind?: unknown } | null)?.kind
  if (kind === 'file' || typeof kind !== 'string') return parseFile(text, path)
  const source = lookUp(kind)
  if (!source) throw new FixConfig(unknownKind(document, kind))
  const parsed = sourceConnectionSchema.safeParse(document.value)
  const settings = source.settings.safeParse((document.value as { settings?: unknown }).settings ?? {})
  if (!parsed.success || !settings.success) {
    const inSettings = settings.error?.issues.map((issue) => ({ ...issue, path: ['settings', ...issue.path] })) ?? []
    throw new FixConfig(formProblems([...(parsed.error?.issues ?? []), ...inSettings], document))
  }
  const connection = { ...parsed.data, path, source: parsed.data.source ?? kind, settings: settings.data }
  const problems = [
    ...nameProblems(connection, document),
    ...secretProblems(source, connection, document),
    ...sourceProblems(source, connection, document),
  ]
  if (problems.length > 0) throw new FixConfig(problems)
  return connection
}

const unknownKind = (document: Place, kind: string): Problem => ({
  who: document.who,
  code: 'UNKNOWN_KIND',
  what: say(`Системы ${kind} Concord не знает.`, `Concord does not know the system ${kind}.`),
  where: placeOf(document, ['kind']),
  hint: say(`Есть: file, ${Object.keys(sources).join(', ')}`, `There are: file, ${Object.keys(sources).join(', ')}`),
})

function nameProblems({ name, path }: SourceConnection, document: Place): Problem[] {
  const stem = basename(path).replace(/\.ya?ml$/, '')
  if (stem === name) return []
  return [
    {
      who: stem,
      code: 'CONNECTION_NAME',
      what: say(
        `Имя подключения «${name}» не совпадает с именем файла.`,
        `The connection's name "${name}" is not the name of its file.`,
      ),
      where: placeOf(document, ['name']),
      hint: say(`Напишите name: ${stem}`, `Write name: ${stem}`),
    },
  ]
}

function secretProblems(source: Source, { secrets, name }: SourceConnection, document: Place): Problem[] {
  const roles = Object.entries(source.secrets)
  return roles
    .filter(([role]) => secrets[role] === undefined)
    .map(([role, about]) => ({
      who: name,
      code: 'NO_SECRET_NAME',
      what: say(`Не назван секрет ${role}: ${about.ru}.`, `The secret ${role} is not named: ${about.en}.`),
      where: placeOf(document, ['secrets']),
      hint: say(
        `Напишите secrets: {${role}: ИМЯ_СЕКРЕТА}, а само значение положите в .env`,
        `Write secrets: {${role}: NAME_OF_THE_SECRET} and put the value into .env`,
      ),
    }))
}
