import { basename } from 'node:path'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { FileConnection, RecordMapping } from './connection.ts'
import { type Place, placeOf, readYaml } from './places.ts'
import { shapeProblems } from './problems.ts'
import { ruleProblems } from './rules.ts'
import { type ConnectionFile, connectionSchema } from './schema.ts'

/** Reads the YAML of a connection. Errors: FixConfig with every problem found, each at `path:line:column`. */
export function parseConnection(text: string, path: string): FileConnection {
  const document = readYaml(text, path)
  const parsed = connectionSchema.safeParse(document.value)
  if (!parsed.success) throw new FixConfig(shapeProblems(parsed.error.issues, document))
  const connection = normalised(parsed.data, path)
  const problems = [...nameProblems(connection, document), ...ruleProblems(connection, document)]
  if (problems.length > 0) throw new FixConfig(problems)
  return connection
}

function normalised(file: ConnectionFile, path: string): FileConnection {
  const delimiter = file.format.delimiter ?? (file.format.type === 'tsv' ? '\t' : ',')
  return {
    ...file,
    path,
    source: file.source ?? file.name,
    files: asList(file.files),
    dates: asList(file.dates),
    format: { ...file.format, delimiter },
    // `rules` refuses names that are no record before anybody reads this.
    records: file.records as readonly RecordMapping[],
  }
}

const asList = (value: string | string[]): readonly string[] => (typeof value === 'string' ? [value] : value)

function nameProblems(connection: FileConnection, document: Place) {
  const stem = basename(connection.path).replace(/\.ya?ml$/, '')
  if (stem === connection.name) return []
  return [
    {
      who: stem,
      code: 'CONNECTION_NAME',
      what: say(
        `Имя подключения «${connection.name}» не совпадает с именем файла.`,
        `The connection's name "${connection.name}" is not the name of its file.`,
      ),
      where: placeOf(document, ['name']),
      hint: say(`Напишите name: ${stem}`, `Write name: ${stem}`),
    },
  ]
}
