import {
  type AttributeValue,
  type PutItemCommandInput,
  type ScanCommandInput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import type { Json, Versioned } from './state.ts'

export type Item = Readonly<Record<string, AttributeValue>>

/** Entries and leases share the table and never a name. `value` is JSON text: it comes back exactly as it went. */
const entries = 'entry/'
const leases = 'lease/'

export const entryKey = (key: string) => ({ key: { S: `${entries}${key}` } })
export const leaseKey = (name: string) => ({ key: { S: `${leases}${name}` } })
export const nameOf = (item: Item): string => (item.key?.S ?? '').slice(entries.length)

export const readEntry = (item: Item): Versioned => ({
  value: JSON.parse(item.value?.S ?? 'null') as Json,
  version: Number(item.version?.N),
})

/** `attempt` tells one write from all others, so that a writer knows its own when the answer was lost. */
export interface Lease {
  readonly owner: string
  readonly until: number
  readonly attempt: string
}

export const readLease = (item: Item): Lease & { readonly epoch: number } => ({
  owner: item.owner?.S ?? '',
  until: Number(item.until?.N ?? 0),
  attempt: item.attempt?.S ?? '',
  epoch: Number(item.epoch?.N ?? 0),
})

type Condition = Pick<
  PutItemCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>

const standsAs = (version: number | undefined): Condition =>
  version === undefined
    ? { ConditionExpression: 'attribute_not_exists(#key)', ExpressionAttributeNames: { '#key': 'key' } }
    : {
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': { N: String(version) } },
      }

/** The entry and the condition under which it may be put: what stands there has the version `before`. */
export const entryPut = (key: string, entry: Versioned & { readonly attempt: string }, before: number | undefined) => ({
  Item: {
    ...entryKey(key),
    value: { S: JSON.stringify(entry.value) },
    version: { N: String(entry.version) },
    attempt: { S: entry.attempt },
  },
  ...standsAs(before),
})

/** One conditional update: takes the lease when it is free at `now` and counts the epoch up. Epochs only grow. */
export const claimCommand = (table: string, name: string, now: number, { owner, until, attempt }: Lease) =>
  new UpdateItemCommand({
    TableName: table,
    Key: leaseKey(name),
    UpdateExpression: 'SET #owner = :owner, #until = :until, #attempt = :attempt ADD #epoch :one',
    ConditionExpression: 'attribute_not_exists(#until) OR #until <= :now',
    ExpressionAttributeNames: { '#owner': 'owner', '#until': 'until', '#attempt': 'attempt', '#epoch': 'epoch' },
    ExpressionAttributeValues: {
      ':owner': { S: owner },
      ':until': { N: String(until) },
      ':attempt': { S: attempt },
      ':one': { N: '1' },
      ':now': { N: String(now) },
    },
    ReturnValues: 'UPDATED_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  })

/** Only the holder's own epoch is set free. */
export const releaseCommand = (table: string, name: string, epoch: number) =>
  new UpdateItemCommand({
    TableName: table,
    Key: leaseKey(name),
    UpdateExpression: 'SET #until = :free',
    ConditionExpression: '#epoch = :epoch',
    ExpressionAttributeNames: { '#until': 'until', '#epoch': 'epoch' },
    ExpressionAttributeValues: { ':free': { N: '0' }, ':epoch': { N: String(epoch) } },
  })

export const entriesBelow = (table: string, prefix: string): ScanCommandInput => ({
  TableName: table,
  ConsistentRead: true,
  ProjectionExpression: '#key',
  FilterExpression: 'begins_with(#key, :prefix)',
  ExpressionAttributeNames: { '#key': 'key' },
  ExpressionAttributeValues: { ':prefix': { S: `${entries}${prefix}` } },
})
