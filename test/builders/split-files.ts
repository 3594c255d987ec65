import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parse } from 'csv-parse/sync'

interface RawRecord {
  readonly raw: string
}

const parts = 10

/** Header and rows of a CSV as they are written; a row may have line ends in quotes. */
export function recordsOf(text: Buffer): readonly string[] {
  const records: readonly unknown[] = parse(text, { raw: true, relax_column_count: true, bom: true })
  return (records as readonly RawRecord[]).map(({ raw }) => raw.replace(/^[\r\n]+|[\r\n]+$/g, ''))
}

/** A CSV in ten files of the same header: rows dealt out in turn, reversed, and named so that the last are read first. */
export async function splitFile(path: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const [header, ...rows] = recordsOf(await readFile(path))
  const name = basename(path, '.csv')
  for (let part = 0; part < parts; part++) {
    const own = rows.filter((_, at) => at % parts === part).toReversed()
    await writeFile(join(folder, `${name}-${parts - 1 - part}.csv`), `${[header, ...own].join('\r\n')}\r\n`)
  }
}
