import {
  BatchCreatePartitionCommand,
  BatchDeletePartitionCommand,
  type GlueClient,
  paginateGetPartitions,
  type Table,
} from '@aws-sdk/client-glue'
import { filesOf } from './glue-tables.ts'
import type { Objects } from './objects.ts'

const mostPerCall = 25

type Values = readonly string[]

const valuesOf = (uri: string, names: readonly string[]): Values =>
  names.map((name) => new RegExp(`/${name}=([^/]*)/`).exec(uri)?.[1] ?? '')

async function registered(glue: GlueClient, at: { DatabaseName: string; TableName: string }): Promise<Values[]> {
  const found: Values[] = []
  for await (const { Partitions } of paginateGetPartitions({ client: glue }, at)) {
    found.push(...(Partitions ?? []).map(({ Values }) => Values ?? []))
  }
  return found
}

const without = (all: readonly Values[], some: readonly Values[]): Values[] => {
  const known = new Set(some.map((one) => one.join('/')))
  return all.filter((one) => !known.has(one.join('/')))
}

const inParts = (all: readonly Values[]): Values[][] =>
  Array.from({ length: Math.ceil(all.length / mostPerCall) }, (_, at) =>
    all.slice(at * mostPerCall, (at + 1) * mostPerCall),
  )

/**
 * Registers those partitions that Athena would compute from a table's own parameters, and takes back those that it would not:
 * Trino 476 computes dates by day, hour, minute and second only, and our months are dates by month.
 */
export async function registerProjected(glue: GlueClient, objects: Objects, table: Table): Promise<void> {
  const names = (table.PartitionKeys ?? []).map(({ Name }) => String(Name))
  const seen = (await filesOf(glue, objects, table)).objects.map(({ uri }) => valuesOf(uri, names))
  const wanted = [...new Map(seen.map((values) => [values.join('/'), values])).values()]
  const at = { DatabaseName: String(table.DatabaseName), TableName: String(table.Name) }
  const standing = await registered(glue, at)
  const { StorageDescriptor: storage } = table
  const root = String(storage?.Location).replace(/\/$/, '')
  const place = (values: Values) => `${root}/${names.map((name, key) => `${name}=${values[key]}/`).join('')}`
  for (const part of inParts(without(standing, wanted))) {
    const PartitionsToDelete = part.map((values) => ({ Values: [...values] }))
    await glue.send(new BatchDeletePartitionCommand({ ...at, PartitionsToDelete }))
  }
  for (const part of inParts(without(wanted, standing))) {
    const PartitionInputList = part.map((values) => ({
      Values: [...values],
      StorageDescriptor: { ...storage, Location: place(values) },
    }))
    await glue.send(new BatchCreatePartitionCommand({ ...at, PartitionInputList }))
  }
}
