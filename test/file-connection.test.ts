import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isFile, loadConnections } from '#ingest/connection/connections.ts'
import { connectionJsonSchema, listFiles, parseConnection } from '#ingest/sources/file/index.ts'
import { patternProblem } from '#ingest/sources/file/pattern.ts'
import { FixConfig } from '#shared/errors.ts'

const lead = '  - record: lead\n    columns: {lead_id: Id, created_at: Created}\n'
const yaml = (top = '', records = lead) => `name: crm\nkind: file\nfiles: data/*.csv\n${top}records:\n${records}`

/** `${name}/a.csv`, quoted for YAML. */
const variable = (name: string) => `"\${${name}}/a.csv"`

/** code, place and hint of each problem of a text. */
function problemsOf(text: string): string[] {
  try {
    parseConnection(text, 'connections/crm.yaml')
  } catch (error) {
    if (!(error instanceof FixConfig)) throw error
    return error.problems.map(
      ({ code, where, hint }) => `${code} ${where?.replace('connections/crm.yaml:', '')} ${hint?.en}`,
    )
  }
  return []
}

describe('connection', () => {
  it('fills what is not said', () => {
    expect(parseConnection(yaml(), 'connections/crm.yaml')).toMatchObject({
      source: 'crm',
      account: 'main',
      files: ['data/*.csv'],
      format: { type: 'csv', delimiter: ',', encoding: 'utf-8', header_row: 1 },
      time_zone: 'UTC',
      dates: ['iso'],
      region: 'RU',
      duplicates: 'keep',
      rows: 'replace',
    })
  })

  it.each([
    [yaml('', '  - record: leed\n    columns: {lead_id: Id}\n'), 'UNKNOWN_RECORD 5:13 Did you mean: lead'],
    [yaml('', `${lead}      `.replace('lead_id', 'leadid')), 'UNKNOWN_COLUMN 6:15 Did you mean: lead_id'],
    [yaml('', lead.replace(', created_at: Created', '')), 'REQUIRED_COLUMN 6:14 Add to columns: created_at'],
    [yaml('time_zon: UTC\n'), 'UNKNOWN_KEY 4:1 Did you mean: time_zone'],
    [yaml('time_zone: Europe/Moskva\n'), 'TIME_ZONE 4:12 Example: time_zone: Europe/Moscow'],
    [yaml('dates: dd.mm.yyyy\n'), 'DATE_FORMAT 4:8 Example: dd.MM.yyyy'],
    [yaml('duplicates: maybe\n'), 'CONNECTION_SHAPE 4:13'],
    [
      yaml('', lead.replace('created_at: Created', 'created_at: {colum: Created}')),
      'UNKNOWN_KEY 6:41 Did you mean: column',
    ],
    [yaml('', lead.replace('created_at: Created', 'created_at: 5')), 'EXPRESSION 6:40 Write a column of the file'],
    [
      yaml(
        '',
        lead.replace('created_at: Created', "created_at: Created, stage: {capture: {from: A, pattern: '(a+)+'}}"),
      ),
      'PATTERN 6:56',
    ],
    [yaml('personal: [Id]\n'), 'PERSONAL 6:3 Take phone and e-mail so'],
    [yaml().replace('name: crm', 'name: deals'), 'CONNECTION_NAME 1:7 Write name: crm'],
    [yaml().replace('kind: file', 'kind: fil'), 'CONNECTION_SHAPE 2:7 Example: kind: file'],
    ['name: crm\n  kind: [', 'NOT_YAML'],
    ['', 'CONNECTION_SHAPE 1:1'],
    [
      yaml('', '  - record: spend\n    columns: {date: D, cost_micros: C}\n'),
      'REQUIRED_COLUMN 6:14 Add the line currency: RUB',
    ],
  ])('says where and what: %#', (text, expected) => {
    expect(problemsOf(text)[0]).toContain(expected)
  })

  it('tells all problems at once, in both languages', () => {
    expect(problemsOf(yaml('time_zone: X\ndates: Y\n', lead.replace('Created', '{const: 1}, nope: Z')))).toHaveLength(3)
  })

  it('gives editors a schema', () => {
    expect(JSON.stringify(connectionJsonSchema())).toContain('header_row')
  })
})

describe('patterns', () => {
  it.each([
    '^/(\\w+)',
    'utm_source=([^&]*)',
    '(?:a|b){2}',
    '.*-(\\d+)$',
    '(foo|bar)\\d+',
    '(\\d+)-(\\d+)-(\\d+)',
    '^[^/]+/([^/]+)/',
    '\\s*(\\d+)',
  ])('takes %s', (pattern) => {
    expect(patternProblem(pattern)).toBeUndefined()
  })
  it.each([
    '(a+)+',
    '(a|a)*',
    '(.*)*',
    '([a-z]+)*$',
    '((a+))+',
    '.*.*.*x',
    '\\d+\\d+$',
    '.*-.*x',
    '(\\w+)(\\w+)x',
    '^a|.*-.*x',
    '(a)\\1+',
    'a'.repeat(201),
    '(',
    '(a{1,99}){10,}',
  ])('refuses %s', (pattern) => {
    expect(patternProblem(pattern)).toBeDefined()
  })
})

describe('files of a connection', () => {
  const project = async () => {
    const dir = await mkdtemp(join(tmpdir(), 'concord-files-'))
    await mkdir(join(dir, 'data', 'inner'), { recursive: true })
    await mkdir(join(dir, 'connections'))
    for (const name of ['b.csv', 'a.csv', '.hidden.csv', '~$a.csv', 'note.md', 'inner/c.csv'])
      await writeFile(join(dir, 'data', name), '')
    return dir
  }
  const namesOf = async (dir: string, files: string, env = {}) => {
    const connection = parseConnection(yaml().replace('data/*.csv', files), 'connections/crm.yaml')
    return (await listFiles(connection, dir, env)).map(({ name }) => name)
  }

  it('lists a file, a folder, a glob, a list and a variable, sorted', async () => {
    const dir = await project()
    expect(await namesOf(dir, 'data/a.csv')).toEqual(['a.csv'])
    expect(await namesOf(dir, 'data')).toEqual(['a.csv', 'b.csv'])
    expect(await namesOf(dir, 'data/**/*.csv')).toEqual(['a.csv', 'b.csv', 'c.csv'])
    expect(await namesOf(dir, '[data/b.csv, data/*.csv]')).toEqual(['a.csv', 'b.csv'])
    expect(await namesOf(dir, variable('DIR'), { DIR: join(dir, 'data') })).toEqual(['a.csv'])
  })

  it('says what is missing', async () => {
    const dir = await project()
    await expect(namesOf(dir, variable('DIR'))).rejects.toMatchObject({ code: 'NO_VARIABLE' })
    await expect(namesOf(dir, 'nothing/*.csv')).rejects.toMatchObject({ code: 'NO_FILES' })
  })

  it('loads all connections of a project, and all their problems', async () => {
    const dir = await project()
    await writeFile(join(dir, 'connections', 'crm.yaml'), yaml())
    expect((await loadConnections(dir)).filter(isFile).map(({ name }) => name)).toEqual(['crm'])
    await writeFile(join(dir, 'connections', 'one.yaml'), yaml())
    await writeFile(join(dir, 'connections', 'two.yaml'), yaml())
    await expect(loadConnections(dir)).rejects.toMatchObject({ problems: [{ who: 'one' }, { who: 'two' }] })
    expect(await loadConnections(join(dir, 'data'))).toEqual([])
  })
})
