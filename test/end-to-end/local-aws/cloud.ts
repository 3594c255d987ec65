import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GlueClient } from '@aws-sdk/client-glue'
import { S3Client } from '@aws-sdk/client-s3'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SFNClient } from '@aws-sdk/client-sfn'
import { SNSClient } from '@aws-sdk/client-sns'
import type { Moto } from '#test/builders/moto.ts'
import type { Workgroups } from '#test/local-aws/athena/workgroups.ts'
import { callMoto } from './call-moto.ts'
import type { Place } from './describe-call.ts'
import type { Lambda } from './lambda.ts'
import { makeRoles, type Roles } from './roles.ts'

/** What a deployment makes: in moto where it has that, else a record here that the gateway and the tests act on. */
export interface Cloud {
  readonly place: Place
  readonly clients: Clients
  readonly lambda: Lambda
  readonly roles: Roles
  readonly workgroups: { [name: string]: Workgroups[string] }
  readonly machines: { readonly arn: string; readonly role: string }[]
  readonly schedules: Schedule[]
  readonly mappings: { readonly queue: string; readonly function: string; readonly batchSize: number }[]
  /** `POST /hooks/{connection}` → the function's name. */
  readonly routes: { readonly key: string; readonly function: string }[]
  readonly integrations: Map<string, string>
  readonly arn: (service: string, rest: string) => string
  /** The folder of a bundle, by the key of its archive. */
  readonly assetOf: (key: string) => string
  readonly call: (
    service: string,
    operation: { readonly target?: string; readonly path?: string },
    input: unknown,
  ) => Promise<Record<string, unknown>>
}

export interface Schedule {
  readonly name: string
  readonly target: string
  readonly role: string
  readonly input: string
}

export type Clients = ReturnType<typeof clientsOf>

export const clientsOf = ({ client }: Pick<Moto, 'client'>) => ({
  s3: new S3Client(client),
  dynamodb: new DynamoDBClient(client),
  glue: new GlueClient(client),
  sfn: new SFNClient(client),
  sns: new SNSClient(client),
  secrets: new SecretsManagerClient(client),
})

interface CloudParts {
  readonly place: Place
  readonly moto: Moto
  readonly lambda: Lambda
  /** Where the template was synthesised, with its bundles. */
  readonly outdir: string
}

export const emptyCloud = ({ place, moto, lambda, outdir }: CloudParts): Cloud => ({
  place,
  clients: clientsOf(moto),
  lambda,
  roles: makeRoles(),
  workgroups: {},
  machines: [],
  schedules: [],
  mappings: [],
  routes: [],
  integrations: new Map(),
  // IAM knows no regions.
  arn: (service, rest) => `arn:aws:${service}:${service === 'iam' ? '' : place.region}:${place.account}:${rest}`,
  assetOf(key) {
    const dir = join(outdir, `asset.${key.replace(/\.zip$/, '')}`)
    if (!existsSync(dir)) throw new Error(`the bundle ${key} is not there`)
    return dir
  },
  call: (service, operation, input) => callMoto(moto.endpoint, service, operation, input),
})
