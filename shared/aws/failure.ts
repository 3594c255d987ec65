import { ConcordError, FixConfig, Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

/** By the name that the service gave; HEAD answers have no body, so the SDK names those by their status. */
export const isNamed = (error: unknown, ...names: readonly string[]): error is Error =>
  error instanceof Error && names.includes(error.name)

/** The HTTP status of a refusal; undefined when no answer came. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined
  const metadata = error.$metadata as { readonly httpStatusCode?: number }
  return metadata.httpStatusCode
}

const refused =
  /^(AccessDenied|Authorization|Unauthori[sz]ed|Forbidden|InvalidAccessKeyId|SignatureDoesNotMatch|UnrecognizedClient|InvalidClientTokenId|ExpiredToken|CredentialsProvider|KMS|KmsAccess)/i
const absent = /^(NoSuchBucket|ResourceNotFound|NotFound|EntityNotFound|PermanentRedirect)/

/** `secret`: what the service says may repeat what was sent, so neither its words nor the error itself are passed on. */
export interface Call {
  readonly who: string
  readonly operation: string
  readonly at: string
  readonly secret?: boolean
}

/** For `.catch`: what to do about a call that failed. FixConfig where asking again can't help, else Unavailable. */
export const awsFailure =
  ({ who, operation, at, secret = false }: Call) =>
  (error: unknown): never => {
    if (error instanceof ConcordError) throw error
    const name = error instanceof Error ? error.name : 'Error'
    const said = error instanceof Error && !secret ? `: ${error.message}` : ''
    const facts = { who, where: `${operation} ${at}`, cause: secret ? undefined : error }
    if (refused.test(name) || statusOf(error) === 403) {
      throw new FixConfig({
        ...facts,
        code: 'ACCESS',
        what: say(`AWS отказал в доступе (${name})${said}`, `AWS refused access (${name})${said}`),
        hint: say(
          'Проверьте права роли и ключа KMS: concord doctor --aws',
          'Check the rights of the role and of the KMS key: concord doctor --aws',
        ),
      })
    }
    if (absent.test(name)) {
      throw new FixConfig({
        ...facts,
        code: 'NO_RESOURCE',
        what: say(`В AWS нет такого ресурса (${name})${said}`, `AWS has no such resource (${name})${said}`),
        hint: say('Проверьте стадию и регион: concord diff', 'Check the stage and the region: concord diff'),
      })
    }
    throw new Unavailable({
      ...facts,
      code: 'STORE',
      what: say(`AWS не ответил (${name})${said}`, `AWS did not answer (${name})${said}`),
      hint: say('Повторите позже', 'Try again later'),
    })
  }

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/**
 * The SDK repeats what AWS calls retryable. A clash of two writers on one object is not: the service asks the caller to look
 * again. Waits a random time, longer each round, at most about two seconds in all.
 */
export async function againOnClash<T>(isClash: (error: unknown) => boolean, call: () => Promise<T>): Promise<T> {
  for (let round = 0; round < 8; round++) {
    try {
      return await call()
    } catch (error) {
      if (!isClash(error)) throw error
    }
    await pause(Math.random() * Math.min(2 ** round * 10, 500))
  }
  return call()
}
