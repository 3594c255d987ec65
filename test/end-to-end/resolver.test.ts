import { expect, test } from 'vitest'
import { patternOf } from './local-aws/describe-call.ts'
import { idsIn, resolveValue, type Scope } from './local-aws/resolver.ts'
import { makeRoles } from './local-aws/roles.ts'

const missing = (what: string) => {
  throw new Error(`no ${what}`)
}

const scope: Scope = {
  ref: (id) => ({ Bucket: 'lake', Region: 'eu' })[id] ?? missing(id),
  attribute: (id, name) => (name === 'Arn' ? `arn:${id}` : missing(`${id}.${name}`)),
  imported: (name) => `imported ${name}`,
  condition: (name) => name === 'Yes',
}

test('the functions of a template are worked out', () => {
  const value = {
    joined: { 'Fn::Join': ['/', ['s3:', '', { Ref: 'Bucket' }]] },
    sub: { 'Fn::Sub': `\${Bucket}-\${Key.Arn}-\${!kept}` },
    given: { 'Fn::Sub': [`\${x}`, { x: { Ref: 'Region' } }] },
    selected: { 'Fn::Select': ['1', { 'Fn::Split': [':', { 'Fn::GetAtt': ['Key', 'Arn'] }] }] },
    chosen: [{ 'Fn::If': ['Yes', 1, 2] }, { 'Fn::If': ['No', 1, 2] }],
    imported: { 'Fn::ImportValue': 'other:Key' },
  }
  expect(resolveValue(value, scope)).toEqual({
    joined: 's3://lake',
    sub: `lake-arn:Key-\${kept}`,
    given: 'eu',
    selected: 'Key',
    chosen: [1, 2],
    imported: 'imported other:Key',
  })
  expect(idsIn(value)).toEqual(expect.arrayContaining(['Bucket', 'Key', 'Region']))
})

test('what is not known stops the deployment', () => {
  expect(() => resolveValue({ 'Fn::Cidr': [] }, scope)).toThrow('Fn::Cidr is not known')
  expect(() => resolveValue({ 'Fn::GetAtt': 'Key.Name' }, scope)).toThrow('no Key.Name')
})

test('a role may do what its statements allow, and no more', () => {
  const roles = makeRoles()
  const allow = { Effect: 'Allow', Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::lake/records/*' }
  const deny = { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::lake/records/secret/*' }
  roles.add('r', { Statement: [allow, deny] })
  const ask = (action: string, ...resources: string[]) => roles.refusal('r', { action, resources })
  expect(ask('s3:GetObject', 'arn:aws:s3:::lake/records/a')).toBeUndefined()
  expect(ask('s3:GetObject', 'arn:aws:s3:::lake/records/a', 'arn:aws:s3:::lake/raw/a')).toContain('lake/raw/a')
  expect(ask('s3:PutObject', 'arn:aws:s3:::lake/records/a')).toContain('s3:PutObject')
  expect(ask('s3:GetObject', 'arn:aws:s3:::lake/records/secret/a')).toContain('secret')
  roles.take('r', 's3:GetObject')
  expect(ask('s3:GetObject', 'arn:aws:s3:::lake/records/a')).toContain('s3:GetObject')
})

test.each([
  ['builds/00eee0d5eca6ecab/fct_spend/1a2b3c4d/', 'builds/*/*/*/'],
  ['reports/2026-10/kpi_2026-10.en.csv', 'reports/*/*.en.csv'],
  ['entry/outbox/digest/2026-10/00eee0d5eca6ecab', 'entry/outbox/digest/*/*'],
  ['published/current.json', 'published/current.json'],
])('what stays of %s is %s', (target, pattern) => expect(patternOf(target)).toBe(pattern))
