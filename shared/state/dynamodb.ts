import { randomUUID } from 'node:crypto'
import {
  ConditionalCheckFailedException,
  type CreateTableCommandInput,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateScan,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { againOnClash, awsFailure, isNamed } from '#shared/aws/failure.ts'
import type { Clock } from '#shared/runtime.ts'
import {
  claimCommand,
  entriesBelow,
  entryKey,
  entryPut,
  type Item,
  leaseKey,
  nameOf,
  readEntry,
  readLease,
  releaseCommand,
} from './dynamodb-items.ts'
import type { Claim, Fence, State } from './state.ts'

export interface DynamoOptions {
  readonly client: DynamoDBClient
  readonly table: string
  readonly clock: Clock
}

/** The table as CreateTable and the infrastructure want it. No sort key, no index: see `list`. */
export const stateTable: Pick<CreateTableCommandInput, 'AttributeDefinitions' | 'KeySchema' | 'BillingMode'> = {
  AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
}

/** Two transactions met on one item; neither was refused by its condition. */
const isClash = (error: unknown): boolean =>
  isNamed(error, 'TransactionConflictException', 'TransactionInProgressException') ||
  (error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some(({ Code }) => Code === 'TransactionConflict'))

/** The item that stood in the way of a condition; `{}` where there is none; undefined: it failed for another reason. */
function standing(error: unknown, place: number): Item | undefined {
  if (error instanceof ConditionalCheckFailedException) return error.Item ?? {}
  if (!(error instanceof TransactionCanceledException)) return undefined
  const reasons = error.CancellationReasons ?? []
  return reasons.some(({ Code }) => Code === 'ConditionalCheckFailed') ? (reasons[place]?.Item ?? {}) : undefined
}

/** The state of a stage: one DynamoDB table. `until` and the clock are epoch ms. Errors: Unavailable, FixConfig. */
export function dynamoState({ client, table, clock }: DynamoOptions): State {
  const at = (operation: string, key: string) => awsFailure({ who: 'state', operation, at: `${table}/${key}` })

  /** The fence and the version are conditions of one operation: no one can slip in between. */
  async function save(entry: ReturnType<typeof entryPut>, fence: Fence | undefined): Promise<void> {
    const put = { TableName: table, ...entry, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const
    if (!fence) {
      await againOnClash(isClash, () => client.send(new PutItemCommand(put)))
      return
    }
    const check = {
      TableName: table,
      Key: leaseKey(fence.name),
      ConditionExpression: 'epoch = :epoch',
      ExpressionAttributeValues: { ':epoch': { N: String(fence.epoch) } },
    }
    const items = [{ Put: put }, { ConditionCheck: check }]
    await againOnClash(isClash, () => client.send(new TransactWriteItemsCommand({ TransactItems: items })))
  }

  return {
    async get(key) {
      const read = new GetItemCommand({ TableName: table, Key: entryKey(key), ConsistentRead: true })
      const { Item } = await client.send(read).catch(at('GetItem', key))
      return Item && readEntry(Item)
    },
    async putIf(key, value, version, fence) {
      const attempt = randomUUID()
      const next = (version ?? 0) + 1
      try {
        await save(entryPut(key, { value, version: next, attempt }, version), fence)
        return next
      } catch (error) {
        const found = standing(error, 0)
        if (!found) return at(fence ? 'TransactWriteItems' : 'PutItem', key)(error)
        // The answer of our own write was lost and the SDK asked again: it is done.
        return found.attempt?.S === attempt ? next : undefined
      }
    },
    async claim(name, owner, leaseMs): Promise<Claim> {
      const attempt = randomUUID()
      const until = clock.now() + leaseMs
      try {
        const taken = await againOnClash(isClash, () =>
          client.send(claimCommand(table, name, clock.now(), { owner, until, attempt })),
        )
        return { held: true, fence: { name, epoch: Number(taken.Attributes?.epoch?.N) } }
      } catch (error) {
        const found = standing(error, 0)
        if (!found) return at('UpdateItem', name)(error)
        const lease = readLease(found)
        if (lease.attempt === attempt) return { held: true, fence: { name, epoch: lease.epoch } }
        return { held: false, holder: lease.owner, until: lease.until }
      }
    },
    async release({ name, epoch }) {
      const free = releaseCommand(table, name, epoch)
      await againOnClash(isClash, () => client.send(free)).catch((error) => {
        if (!(error instanceof ConditionalCheckFailedException)) at('UpdateItem', name)(error)
      })
    },
    /** A consistent scan: the table holds hundreds of small facts, a page is a thousand of them, and an index would lag behind. */
    async list(prefix) {
      const found: string[] = []
      try {
        for await (const page of paginateScan({ client }, entriesBelow(table, prefix)))
          for (const item of page.Items ?? []) found.push(nameOf(item))
      } catch (error) {
        at('Scan', prefix)(error)
      }
      return found.sort()
    },
  }
}
