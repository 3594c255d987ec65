import { afterEach, describe, expect, it, vi } from 'vitest'
import { callerOf } from '#cli/aws/caller.ts'
import { identityOf } from '#cli/aws/identity.ts'
import type { Place } from '#cli/aws/place.ts'
import { signedHeaders } from '#cli/aws/sign.ts'
import { FixConfig } from '#shared/errors.ts'
import type { Http, HttpRequest } from '#shared/http/http.ts'
import { hasMoto, needsMoto, startMoto } from '#test/builders/moto.ts'
import { parseSettings } from '../infra/settings.ts'
import { settingsText } from './builders/infra-settings.ts'

const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }
const now = Date.UTC(2026, 9, 5, 6, 30)

const answer = (account: string) =>
  `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::${account}:assumed-role/Admin/vera</Arn>` +
  `<UserId>X:vera</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`

function fakeHttp(status: number, text: string): Http & { readonly asked: HttpRequest[] } {
  const asked: HttpRequest[] = []
  const body = new TextEncoder().encode(text)
  return {
    asked,
    request: async (request) => {
      asked.push(request)
      return { status, headers: {}, body }
    },
    open: () => Promise.reject(new Error('not used')),
  }
}

describe('signed requests', () => {
  const order = {
    url: 'https://sts.eu-central-1.amazonaws.com/',
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
    contentType: 'application/x-www-form-urlencoded; charset=utf-8',
    service: 'sts',
    region: 'eu-central-1',
    now,
  }

  // Recorded from AWS's own @smithy/signature-v4.
  it.each([
    ['', undefined, '42d3dce7bbb4755f10380f1304883c08f2815e6a6a60cca440cf5db00a1fc075'],
    [
      ';x-amz-security-token',
      'a token/with+signs==',
      '494f7c825042dade5fc74d306122b150905fae31a9492b8a6ed57fd895f07308',
    ],
  ])('are signed as AWS signs them%s', (more, sessionToken, signature) => {
    const { authorization } = signedHeaders(order, { ...keys, sessionToken })
    const scope = 'AKIDEXAMPLE/20261005/eu-central-1/sts/aws4_request'
    expect(authorization).toBe(
      `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=content-type;host;x-amz-date${more}, Signature=${signature}`,
    )
  })
})

describe('who AWS takes us for', () => {
  const ask = (http: Http, region = 'eu-central-1') => callerOf({ http, region, now: () => now }, keys)

  it('is asked of STS in the region, with a signature and without the secret', async () => {
    const http = fakeHttp(200, answer('123456789012'))
    expect(await ask(http)).toEqual({ account: '123456789012', name: 'assumed-role/Admin/vera' })
    expect(http.asked[0]).toMatchObject({ method: 'POST', url: 'https://sts.eu-central-1.amazonaws.com/' })
    expect(JSON.stringify(http.asked)).toContain('Signature=')
    expect(JSON.stringify(http.asked)).not.toContain(keys.secretAccessKey)
  })

  it('is asked in China where the stage lives there', async () => {
    const http = fakeHttp(200, answer('123456789012'))
    await ask(http, 'cn-north-1')
    expect(http.asked[0]?.url).toBe('https://sts.cn-north-1.amazonaws.com.cn/')
  })

  it.each([
    ['ExpiredToken', 403, '<ErrorResponse><Error><Code>ExpiredToken</Code></Error></ErrorResponse>'],
    ['HTTP 200', 200, '<html>a portal of a hotel</html>'],
  ])('is refused with the code: %s', async (code, status, text) => {
    const failure = await ask(fakeHttp(status, text)).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(FixConfig)
    expect(failure).toMatchObject({ problems: [{ code: 'BAD_CREDENTIALS', where: code }] })
  })
})

describe('the identity that deploy and doctor show', () => {
  const place = (account?: string) =>
    ({ settings: { ...parseSettings(settingsText, 'test'), account }, settingsPath: 'concord.aws.yaml' }) as Place

  const signedIn = () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', keys.secretAccessKey)
    vi.stubEnv('AWS_SESSION_TOKEN', '')
  }
  afterEach(() => void vi.unstubAllEnvs())

  it('is the account, the role and the end of the key', async () => {
    signedIn()
    const identity = await identityOf(place('123456789012'), fakeHttp(200, answer('123456789012')))
    expect(identity).toBe('123456789012 assumed-role/Admin/vera …MPLE')
  })

  it('is refused where the settings name another account', async () => {
    signedIn()
    const found = identityOf(place('210987654321'), fakeHttp(200, answer('123456789012')))
    await expect(found).rejects.toMatchObject({ problems: [{ code: 'OTHER_ACCOUNT', where: 'concord.aws.yaml' }] })
  })

  it.skipIf(!hasMoto)(`comes from an endpoint that stands in for AWS${needsMoto}`, async () => {
    const moto = await startMoto()
    try {
      signedIn()
      vi.stubEnv('AWS_ENDPOINT_URL', moto.endpoint)
      expect(await identityOf(place())).toMatch(/^123456789012 .* …MPLE$/)
    } finally {
      await moto.stop()
    }
  })
})
