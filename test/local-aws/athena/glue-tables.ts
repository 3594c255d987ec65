import {
  EntityNotFoundException,
  type GlueClient,
  paginateGetPartitions,
  paginateGetTables,
  type Table,
} from '@aws-sdk/client-glue'
import { StatementError } from './engine.ts'
import type { Objects, S3Object } from './objects.ts'

/** A Glue table and the objects that it shows. */
export interface TableFiles {
  readonly table: Table
  readonly objects: readonly S3Object[]
}

/** Those tables of a database that have one of these names. Errors: StatementError SCHEMA_NOT_FOUND. */
export async function tablesOf(
  glue: GlueClient,
  database: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, Table>> {
  const found = new Map<string, Table>()
  const request = { DatabaseName: database, Expression: `^(${names.join('|')})$` }
  try {
    for await (const page of paginateGetTables({ client: glue }, request)) {
      for (const table of page.TableList ?? []) found.set(String(table.Name), table)
    }
  } catch (error) {
    if (!(error instanceof EntityNotFoundException)) throw error
    throw new StatementError('SCHEMA_NOT_FOUND', `line 1:1: Schema '${database}' does not exist`)
  }
  return found
}

const folder = (location: string | undefined) => `${String(location).replace(/\/$/, '')}/`

/** Athena hides names that start with `_` or `.`, wherever they stand below the location. */
const isSeen = (object: S3Object, below: string) =>
  object.size > 0 && !/(^|\/)[_.]/.test(object.uri.slice(below.length))

const partOf = (uri: string, name: string): string | undefined => new RegExp(`/${name}=([^/]*)/`).exec(uri)?.[1]

/** Partition projection: a value that is not declared is not there. */
function isProjected(uri: string, table: Table): boolean {
  const parameters = table.Parameters ?? {}
  return (table.PartitionKeys ?? []).every(({ Name: name = '' }) => {
    const value = partOf(uri, name)
    if (value === undefined) return false
    if (parameters[`projection.${name}.type`] === 'enum') {
      return String(parameters[`projection.${name}.values`]).split(',').includes(value)
    }
    const [from = '', to = ''] = String(parameters[`projection.${name}.range`]).split(',')
    return value >= from && value <= to
  })
}

async function partitionObjects(glue: GlueClient, objects: Objects, table: Table): Promise<readonly S3Object[]> {
  const found: S3Object[] = []
  const request = { DatabaseName: table.DatabaseName, TableName: table.Name }
  for await (const page of paginateGetPartitions({ client: glue }, request)) {
    for (const partition of page.Partitions ?? []) {
      const location = folder(partition.StorageDescriptor?.Location)
      found.push(...(await objects.list(location)).filter((one) => isSeen(one, location)))
    }
  }
  return found
}

/** What Athena would read: all below the location, or below its partitions, declared or projected. */
export async function filesOf(glue: GlueClient, objects: Objects, table: Table): Promise<TableFiles> {
  const location = folder(table.StorageDescriptor?.Location)
  const isPartitioned = (table.PartitionKeys ?? []).length > 0
  const isProjection = table.Parameters?.['projection.enabled'] === 'true'
  if (isPartitioned && !isProjection) return { table, objects: await partitionObjects(glue, objects, table) }
  const all = (await objects.list(location)).filter((one) => isSeen(one, location))
  return { table, objects: isProjection ? all.filter(({ uri }) => isProjected(uri, table)) : all }
}
