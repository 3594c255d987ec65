import type { IncomingHttpHeaders } from 'node:http'
import type { Need } from './roles.ts'

export interface Request {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** A call as policies, faults and records see it. */
export interface Described {
  readonly service: string
  readonly operation: string
  /** What it is done to: an object's key, an item's key, a table's name, … */
  readonly target: string
  readonly needs: readonly Need[]
}

export interface Place {
  readonly region: string
  readonly account: string
}

type Input = Readonly<Record<string, unknown>>

const arn = ({ region, account }: Place, service: string, rest: string) =>
  `arn:aws:${service}:${region}:${account}:${rest}`

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function jsonOf(body: Buffer): Input {
  const text = body.toString('utf8')
  return text === '' ? {} : JSON.parse(text)
}

const objectActions: Readonly<Record<string, string>> = {
  GET: 's3:GetObject',
  HEAD: 's3:GetObject',
  PUT: 's3:PutObject',
  POST: 's3:PutObject',
  DELETE: 's3:DeleteObject',
}

/** Names of S3's operations are those of the SDK. */
function describeS3({ method, url, body }: Request): Described {
  const { pathname, searchParams } = new URL(url, 'http://s3')
  const [, bucket = '', ...path] = pathname.split('/').map(decodeURIComponent)
  const key = path.join('/')
  const own = `arn:aws:s3:::${bucket}`
  const service = 's3'
  if (key !== '') {
    const isAbort = method === 'DELETE' && searchParams.has('uploadId')
    const action = isAbort ? 's3:AbortMultipartUpload' : (objectActions[method] ?? `s3:${method}`)
    const operation = method === 'HEAD' ? 'HeadObject' : action.slice('s3:'.length)
    return { service, operation, target: key, needs: [{ action, resources: [`${own}/${key}`] }] }
  }
  if (searchParams.has('delete')) {
    const keys = [...body.toString('utf8').matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, one]) => String(one))
    const resources = keys.map((one) => `${own}/${one}`)
    return {
      service,
      operation: 'DeleteObjects',
      target: keys[0] ?? '',
      needs: [{ action: 's3:DeleteObject', resources }],
    }
  }
  const action = searchParams.has('location') ? 's3:GetBucketLocation' : 's3:ListBucket'
  const target = searchParams.get('prefix') ?? ''
  return { service, operation: action.slice('s3:'.length), target, needs: [{ action, resources: [own] }] }
}

const written: Readonly<Record<string, string>> = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
}

interface Item {
  readonly TableName?: string
  readonly Key?: { readonly key?: { readonly S?: string } }
  readonly Item?: { readonly key?: { readonly S?: string } }
}

const keyOf = ({ Key, Item }: Item): string => Key?.key?.S ?? Item?.key?.S ?? ''

function describeDynamo(operation: string, input: Input, place: Place): Described {
  const table = (item: Item) => arn(place, 'dynamodb', `table/${item.TableName}`)
  const service = 'dynamodb'
  if (operation !== 'TransactWriteItems') {
    const item = input as Item
    return {
      service,
      operation,
      target: keyOf(item),
      needs: [{ action: `dynamodb:${operation}`, resources: [table(item)] }],
    }
  }
  const items = (input.TransactItems as Readonly<Record<string, Item>>[]).flatMap((one) => Object.entries(one))
  const needs = items.map(([kind, item]) => ({ action: written[kind] ?? kind, resources: [table(item)] }))
  return {
    service,
    operation,
    target: items
      .map(([, item]) => keyOf(item))
      .sort()
      .join(' '),
    needs,
  }
}

/** Glue asks for the catalogue, the database and the table that a call goes through. */
function describeGlue(operation: string, input: Input, place: Place): Described {
  const isOfDatabase = /Database$/.test(operation)
  const own = isOfDatabase
    ? textOf(input.Name) || textOf((input.DatabaseInput as Input)?.Name)
    : textOf(input.DatabaseName)
  const table = isOfDatabase
    ? ''
    : textOf(input.Name) || textOf((input.TableInput as Input)?.Name) || textOf(input.TableName)
  const resources = [arn(place, 'glue', 'catalog')]
  if (own) resources.push(arn(place, 'glue', `database/${own}`))
  if (own && (!isOfDatabase || operation === 'DeleteDatabase')) {
    resources.push(arn(place, 'glue', `table/${own}/${table || '*'}`))
  }
  return {
    service: 'glue',
    operation,
    target: `${own}${table ? `.${table}` : ''}`,
    needs: [{ action: `glue:${operation}`, resources }],
  }
}

/** Which workgroup a statement runs in; only the façade knows. */
export type GroupOf = (execution: string) => string

function describeAthena(operation: string, input: Input, place: Place, groupOf: GroupOf): Described {
  const group = textOf(input.WorkGroup) || groupOf(textOf(input.QueryExecutionId))
  const resources = [arn(place, 'athena', `workgroup/${group}`)]
  return { service: 'athena', operation, target: group, needs: [{ action: `athena:${operation}`, resources }] }
}

function describeJson(service: string, request: Request, place: Place, groupOf: GroupOf): Described {
  const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? ''
  const input = jsonOf(request.body)
  if (service === 'dynamodb') return describeDynamo(operation, input, place)
  if (service === 'glue') return describeGlue(operation, input, place)
  if (service === 'athena') return describeAthena(operation, input, place, groupOf)
  const one = (target: string, resource: string): Described => ({
    service,
    operation,
    target,
    needs: [{ action: `${service}:${operation}`, resources: [resource] }],
  })
  if (service === 'secretsmanager') {
    const name = textOf(input.SecretId) || textOf(input.Name)
    // The service adds six letters of its own to a secret's ARN.
    return one(name, arn(place, service, `secret:${name}-AbCdEf`))
  }
  const queue = textOf(input.QueueUrl).split('/').at(-1) ?? ''
  if (service === 'sqs') return one(queue, arn(place, service, queue))
  if (service === 'states') return one('', textOf(input.stateMachineArn))
  throw new Error(`calls of ${service} are not known to the local gateway`)
}

/** Says what a call is and which rights it needs. Errors: a service that is not known here. */
export function describeCall(service: string, request: Request, place: Place, groupOf: GroupOf): Described {
  if (service === 's3') return describeS3(request)
  if (service === 'lambda') {
    const name =
      decodeURIComponent(/functions\/([^/]+)/.exec(request.url)?.[1] ?? '')
        .split(':')
        .at(-1) ?? ''
    const resources = [arn(place, 'lambda', `function:${name}`)]
    return { service, operation: 'Invoke', target: name, needs: [{ action: 'lambda:InvokeFunction', resources }] }
  }
  if (service === 'ses') {
    const from = textOf(jsonOf(request.body).FromEmailAddress)
    const needs = [{ action: 'ses:SendEmail', resources: [arn(place, 'ses', `identity/${from}`)] }]
    return { service, operation: 'SendEmail', target: from, needs }
  }
  if (service === 'sns') {
    const form = new URLSearchParams(request.body.toString('utf8'))
    const operation = form.get('Action') ?? ''
    const topic = form.get('TopicArn') ?? ''
    return { service, operation, target: '', needs: [{ action: `sns:${operation}`, resources: [topic] }] }
  }
  return describeJson(service, request, place, groupOf)
}

/** A table of Glue: what is done to one record is done to all, too. */
const glueTables = /(?<=\bconcord_\w+\.)\w+/g
const models = /\b(dim|fct|chk|agr|stg|int|map|seed)_\w+/g

/** Ids, days and hashes differ from run to run, and what is done to one model is done to all: a pattern names what stays. */
export const patternOf = (target: string): string =>
  target
    .replaceAll(glueTables, '*')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, '*')
    .replaceAll(/\d{4}-\d{2}(-\d{2})?/g, '*')
    .replaceAll(models, '*')
    .replaceAll(/reports\/\*\/\w+_\*/g, 'reports/*/*')
    .replaceAll(/records\/\w+\//g, 'records/*/')
    .replaceAll(/(?<![a-z0-9])[0-9a-f]{8,64}(?![a-z0-9])/g, '*')
    .replaceAll(/[^/.]*\d[^/.]*/g, '*')
