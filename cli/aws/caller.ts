import { FixConfig } from '#shared/errors.ts'
import type { Http } from '#shared/http/http.ts'
import { say } from '#shared/i18n/text.ts'
import { type AwsKeys, signedHeaders } from './sign.ts'

/** Whom AWS takes the keys for. */
export interface Caller {
  readonly account: string
  /** `user/vera`, `assumed-role/Admin/vera`. */
  readonly name: string
}

export interface Sts {
  readonly http: Http
  readonly region: string
  /** Something that stands in for AWS. */
  readonly endpoint?: string
  readonly now: () => number
}

const endpointOf = (region: string): string =>
  `https://sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/`

const inside = (xml: string, tag: string): string | undefined => new RegExp(`<${tag}>([^<]+)</${tag}>`).exec(xml)?.[1]

/**
 * GetCallerIdentity of STS: needs no permission and costs nothing. Errors: FixConfig where AWS refuses the keys, Unavailable
 * where nobody answers.
 */
export async function callerOf({ http, region, endpoint, now }: Sts, keys: AwsKeys): Promise<Caller> {
  const order = {
    url: endpoint ?? endpointOf(region),
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
    contentType: 'application/x-www-form-urlencoded; charset=utf-8',
  }
  const headers = signedHeaders({ ...order, service: 'sts', region, now: now() }, keys)
  const answer = await http.request({ method: 'POST', url: order.url, headers, body: order.body, timeoutMs: 10_000 })
  const xml = new TextDecoder().decode(answer.body)
  const [account, arn] = [inside(xml, 'Account'), inside(xml, 'Arn')]
  if (answer.status !== 200 || !account || !arn) throw refused(inside(xml, 'Code') ?? `HTTP ${answer.status}`)
  return { account, name: arn.split(':').slice(5).join(':') }
}

/** AWS's code says which: ExpiredToken, InvalidClientTokenId, SignatureDoesNotMatch (also a wrong clock). */
const refused = (code: string) =>
  new FixConfig({
    who: 'aws',
    code: 'BAD_CREDENTIALS',
    where: code,
    what: say('AWS не принял ключи доступа', 'AWS did not accept the credentials'),
    hint: say(
      'Войдите заново: aws sso login; проверьте AWS_PROFILE и часы этой машины',
      'Sign in again: aws sso login; check AWS_PROFILE and the clock of this machine',
    ),
  })
