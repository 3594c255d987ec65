import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { awsFailure, isNamed } from '#shared/aws/failure.ts'
import type { Secrets } from '#shared/runtime.ts'
import { checkName } from './name.ts'

export interface SecretsManagerOptions {
  readonly client: SecretsManagerClient
  /** `concord/<stage>/` */
  readonly prefix: string
  /** Not given: the account's own key for secrets. */
  readonly kmsKeyId?: string
}

// The service refuses an empty text; no token is a single NUL.
const encode = (value: string) => (value === '' ? '\0' : value)
const decode = (text: string) => (text === '\0' ? '' : text)

const isAbsent = (error: unknown): boolean => isNamed(error, 'ResourceNotFoundException')
const isTaken = (error: unknown): boolean => isNamed(error, 'ResourceExistsException')

/** Secrets of a stage, each under its own name. There is no compare-and-set: callers write under a claim of the state. */
export function secretsManagerSecrets({ client, prefix, kmsKeyId }: SecretsManagerOptions): Secrets {
  const at = (operation: string, name: string) =>
    awsFailure({ who: 'secrets', operation: `secretsmanager:${operation}`, at: `${prefix}${name}`, secret: true })

  /** False: there is no such secret yet. */
  async function replace(name: string, value: string): Promise<boolean> {
    const put = new PutSecretValueCommand({ SecretId: `${prefix}${name}`, SecretString: encode(value) })
    try {
      await client.send(put)
      return true
    } catch (error) {
      return isAbsent(error) ? false : at('PutSecretValue', name)(error)
    }
  }

  /** False: another writer made it meanwhile. */
  async function create(name: string, value: string): Promise<boolean> {
    const made = { Name: `${prefix}${name}`, SecretString: encode(value), KmsKeyId: kmsKeyId }
    try {
      await client.send(new CreateSecretCommand(made))
      return true
    } catch (error) {
      return isTaken(error) ? false : at('CreateSecret', name)(error)
    }
  }

  return {
    async read(name) {
      checkName(name)
      try {
        const found = await client.send(new GetSecretValueCommand({ SecretId: `${prefix}${name}` }))
        return found.SecretString === undefined ? undefined : decode(found.SecretString)
      } catch (error) {
        return isAbsent(error) ? undefined : at('GetSecretValue', name)(error)
      }
    },
    async write(name, value) {
      checkName(name)
      const done = (await replace(name, value)) || (await create(name, value))
      if (!done) await replace(name, value)
    },
  }
}
