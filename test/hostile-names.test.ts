import { describe, expect, it } from 'vitest'
import { wireText } from '#ingest/exchange/wire-response.ts'
import { classify as amocrm } from '#ingest/sources/amocrm/classify.ts'
import { classify as bitrix24 } from '#ingest/sources/bitrix24/classify.ts'
import { stageWord } from '#ingest/sources/crm/stages.ts'
import { classify as ga4 } from '#ingest/sources/ga4/errors.ts'
import { classify as googleAds } from '#ingest/sources/google-ads/errors.ts'
import { classify as yandexDirect } from '#ingest/sources/yandex-direct/errors.ts'
import { classify as yandexMetrika } from '#ingest/sources/yandex-metrika/classify.ts'

const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty']

const answers = {
  amocrm: { classify: amocrm, body: (name: string) => ({ error_code: name, title: name, status: 400 }) },
  bitrix24: { classify: bitrix24, body: (name: string) => ({ error: name, error_description: name }) },
  ga4: { classify: ga4, body: (name: string) => ({ error: { status: name, code: 400, message: name } }) },
  google_ads: {
    classify: googleAds,
    body: (name: string) => ({
      error: { code: name, status: name, details: [{ errors: [{ errorCode: { [name]: name } }] }] },
    }),
  },
  yandex_direct: {
    classify: yandexDirect,
    body: (name: string) => ({ error: { error_code: name, error_string: '', error_detail: '', request_id: '' } }),
  },
  yandex_metrika: {
    classify: yandexMetrika,
    body: (name: string) => ({ errors: [{ error_type: name, message: '' }], code: 400, message: '' }),
  },
}

describe('a name that every object has', () => {
  it.each(Object.entries(answers))('is no error that %s has told us of', (_, { classify, body }) => {
    for (const name of names) {
      const failure = classify(wireText(JSON.stringify(body(name)), 400, {}))
      expect(['undefined', 'string']).toContain(typeof failure?.action)
    }
  })

  it('is a stage like any other', () => {
    for (const name of names) expect(stageWord({ stages: {} }, '1', name)).toBe(name)
  })
})
