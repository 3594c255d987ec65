import type { ModelDefinition } from '#aggregate/model.ts'
import { readCurrent } from '#report/nightly/current.ts'
import type { RunProject } from '#test/builders/project-run.ts'
import type { LocalAws } from './start.ts'

/** Which build readers see. */
export const publishedBuild = async ({ lake }: Pick<LocalAws, 'lake'>): Promise<string | undefined> =>
  (await readCurrent(lake))?.build

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ')

/** All rows, in an order that their values decide. */
function allOf({ name, grain, columns }: ModelDefinition): string {
  const names = Object.keys(columns)
  const rest = names.filter((column) => !grain.includes(column))
  return `SELECT ${quoted(names)} FROM ${name} ORDER BY ${quoted([...grain, ...rest])}`
}

const plain = (_key: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)
const lines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row, plain))

/** A published mart as people see it, through the stable database. */
export async function rowsInCloud(aws: LocalAws, model: ModelDefinition): Promise<readonly string[]> {
  const session = await aws.warehouse.open()
  return lines((await session.query(allOf(model))).rows)
}

export const rowsOnLaptop = async (
  laptop: Pick<RunProject, 'query'>,
  model: ModelDefinition,
): Promise<readonly string[]> => lines(await laptop.query(allOf(model)))
