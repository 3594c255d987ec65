import {
  BatchCreatePartitionCommand,
  CreateDatabaseCommand,
  CreateTableCommand,
  DeleteDatabaseCommand,
  DeleteTableCommand,
  type GlueClient,
  type PartitionInput,
  paginateGetDatabases,
  paginateGetTables,
  type Table,
  type TableInput,
  UpdateTableCommand,
} from '@aws-sdk/client-glue'
import { awsFailure, isNamed } from '#shared/aws/failure.ts'

/** The few things that Concord does to Glue. All may be repeated. Errors: Unavailable. */
export interface GlueCatalog {
  ensureDatabase(database: string): Promise<void>
  /** With everything in it; the objects behind stay. */
  dropDatabase(database: string): Promise<void>
  databases(prefix: string): Promise<readonly string[]>
  tables(database: string): Promise<readonly Table[]>
  /** Makes the table, or makes it what is said here. */
  putTable(database: string, table: TableInput): Promise<void>
  addPartitions(database: string, table: string, partitions: readonly PartitionInput[]): Promise<void>
  dropTable(database: string, table: string): Promise<void>
}

/** False where the error has the one name that changes nothing for us. */
async function unless(name: string, at: string, work: Promise<unknown>): Promise<boolean> {
  try {
    await work
    return true
  } catch (cause) {
    return isNamed(cause, name) ? false : outOfReach(at)(cause)
  }
}

const outOfReach = (at: string) => awsFailure({ who: 'glue', operation: 'Glue', at })

async function collect<P, T>(at: string, pages: AsyncIterable<P>, pick: (page: P) => readonly T[] | undefined) {
  const found: T[] = []
  try {
    for await (const page of pages) found.push(...(pick(page) ?? []))
  } catch (cause) {
    outOfReach(at)(cause)
  }
  return found
}

const partitionsPerCall = 100
const there = 'AlreadyExistsException'
const absent = 'EntityNotFoundException'

export function glueCatalog(glue: GlueClient): GlueCatalog {
  return {
    async ensureDatabase(database) {
      await unless(there, database, glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: database } })))
    },
    async dropDatabase(database) {
      await unless(absent, database, glue.send(new DeleteDatabaseCommand({ Name: database })))
    },
    async databases(prefix) {
      const all = await collect(prefix, paginateGetDatabases({ client: glue }, {}), (page) => page.DatabaseList)
      return all.map(({ Name }) => String(Name)).filter((name) => name.startsWith(prefix))
    },
    tables: (database) =>
      collect(database, paginateGetTables({ client: glue }, { DatabaseName: database }), (page) => page.TableList),
    async putTable(database, table) {
      const at = `${database}.${table.Name}`
      const input = { DatabaseName: database, TableInput: table }
      if (await unless(there, at, glue.send(new CreateTableCommand(input)))) return
      await glue.send(new UpdateTableCommand(input)).catch(outOfReach(at))
    },
    async addPartitions(database, table, partitions) {
      for (let from = 0; from < partitions.length; from += partitionsPerCall) {
        const part = partitions.slice(from, from + partitionsPerCall)
        const request = { DatabaseName: database, TableName: table, PartitionInputList: [...part] }
        await glue.send(new BatchCreatePartitionCommand(request)).catch(outOfReach(`${database}.${table}`))
      }
    },
    async dropTable(database, table) {
      const request = { DatabaseName: database, Name: table }
      await unless(absent, `${database}.${table}`, glue.send(new DeleteTableCommand(request)))
    },
  }
}
