import { createHash, createHmac } from 'node:crypto'

export interface AwsKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

export interface Unsigned {
  /** `https://<host>/`, without a query. */
  readonly url: string
  readonly body: string
  readonly service: string
  readonly region: string
  readonly contentType: string
  /** Epoch ms. */
  readonly now: number
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Uint8Array, text: string): Uint8Array => createHmac('sha256', key).update(text).digest()

/**
 * The headers of a POST in AWS's Signature Version 4 ("Create a signed AWS API request", IAM user guide). For services whose
 * client isn't worth a dependency.
 */
export function signedHeaders(
  { url, body, service, region, contentType, now }: Unsigned,
  { accessKeyId, secretAccessKey, sessionToken }: AwsKeys,
): Readonly<Record<string, string>> {
  const { host, pathname } = new URL(url)
  const time = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '')
  const day = time.slice(0, 8)
  const headers: Record<string, string> = { 'content-type': contentType, host, 'x-amz-date': time }
  if (sessionToken) headers['x-amz-security-token'] = sessionToken
  const names = Object.keys(headers).sort()
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('')
  const request = ['POST', pathname, '', lines, names.join(';'), sha256(body)].join('\n')
  const scope = `${day}/${region}/${service}/aws4_request`
  const key = [day, region, service, 'aws4_request'].reduce<string | Uint8Array>(hmac, `AWS4${secretAccessKey}`)
  const signature = Buffer.from(hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(request)].join('\n'))).toString(
    'hex',
  )
  const { host: _, ...sent } = headers
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  }
}
