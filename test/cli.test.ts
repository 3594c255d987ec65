import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { concord } from './builders/run-cli.ts'

const newFolder = () => mkdtemp(join(tmpdir(), 'concord-cli-'))

describe('the door', () => {
  it('speaks the language of the environment', async () => {
    const ru = await concord(['--help'], { env: { LC_ALL: 'ru_RU.UTF-8' } })
    const en = await concord(['--help'])
    expect(ru.stdout).toContain('Нейтральный судья')
    expect(en.stdout).toContain('neutral referee')
    expect([ru.code, en.code]).toEqual([0, 0])
  })

  it('answers a typo with exit 2 and the right word', async () => {
    const run = await concord(['synk'])
    expect(run.code).toBe(2)
    expect(run.stderr).toContain('Did you mean sync?')
  })

  it('says where no project is, and the next step, as JSON too', async () => {
    const dir = await newFolder()
    const text = await concord(['sync', '--project', dir])
    expect(text.code).toBe(2)
    expect(text.stderr).toContain('concord init')
    const json = await concord(['sync', '--project', dir, '--json'])
    expect(JSON.parse(json.stdout).error).toMatchObject({ code: 'NOT_A_PROJECT' })
    expect(await readdir(dir)).toEqual([])
  })
})

describe('a new project', () => {
  let dir = ''
  const inProject = (...args: string[]) => concord([...args, '--project', dir])
  const leads = [
    'ID;Создана;Этап;Источник;Телефон;Причина отказа',
    '1;01.10.2026 10:00;Новая заявка;Яндекс Директ;+7 999 123-45-67;',
    '2;02.10.2026 11:00;Квалифицирован;Яндекс Директ;+7 999 123-45-68;',
    '3;03.10.2026 11:00;Контакт;VK Реклама;+7 999 123-45-69;',
    '4;04.10.2026 11:00;Контакт;VK Реклама;+7 999 123-45-60;',
    '5;31.02.2026 11:00;Квалифицирован;Яндекс Директ;;',
  ].join('\n')

  beforeAll(async () => {
    dir = join(await newFolder(), 'company')
    const made = await concord(['init', dir, '--month', '2026-10', '--lang', 'ru'])
    expect(made.code, made.stderr).toBe(0)
    await writeFile(join(dir, 'data', 'leads.csv'), leads)
  })

  it('has an agreement that passes its own check', async () => {
    const run = await inProject('agreement', 'check', '--json')
    expect(run.code, run.stdout).toBe(0)
    expect(JSON.parse(run.stdout).agreements).toEqual(['2026-10'])
  })

  it('keeps the key in .env and nowhere in its output', async () => {
    const env = await readFile(join(dir, '.env'), 'utf8')
    expect(env).toMatch(/^CONCORD_PERSONAL_KEY="?[0-9a-f]{64}"?$/m)
    const doctor = await inProject('doctor')
    expect(doctor.stdout + doctor.stderr).not.toContain(/[0-9a-f]{64}/.exec(env)![0])
  })

  it('is completed, not overwritten, when made again', async () => {
    const before = await readFile(join(dir, '.env'), 'utf8')
    const run = await concord(['init', dir, '--month', '2027-01', '--json'])
    expect(JSON.parse(run.stdout).created).toEqual([])
    expect(await readFile(join(dir, '.env'), 'utf8')).toBe(before)
    expect((await readdir(join(dir, 'agreement'))).sort()).toEqual(['2026-10.yaml', 'agreement.schema.json'])
  })

  it('connects a file, shows its rows, and does not overwrite it', async () => {
    const first = await inProject('connect', 'file', join(dir, 'data', 'leads.csv'))
    expect(first.code, first.stderr).toBe(0)
    expect(first.stderr).toContain('lead: lead_id = leads:main:1')
    expect(first.stderr + first.stdout).not.toContain('123-45-67')
    const again = await inProject('connect', 'file', join(dir, 'data', 'leads.csv'))
    expect(again.code).toBe(2)
    expect(again.stderr).toContain('--force')
  })

  it('runs, answers a query, and says that a fifth of the rows is in quarantine', async () => {
    const run = await inProject('run')
    expect(run.code, run.stderr).toBe(4)
    expect(run.stderr).toContain('[leads] read 5 = 4 good + 1 quarantined')
    expect(run.stdout).toContain(join('reports', '2026-10', 'index.html'))
    const query = await inProject('query', 'select count(*) as n from fct_leads', '--json')
    expect(JSON.parse(query.stdout)).toEqual([{ n: 4 }])
  })

  it('refuses in a query what the lint refuses', async () => {
    const run = await inProject('query', "select * from read_csv('/etc/passwd')")
    expect(run.code).toBe(2)
    expect(run.stdout).toBe('')
  })

  it('explains a KPI, and names the known ones for a wrong one', async () => {
    const run = await inProject('explain', 'sql_share')
    expect(run.code, run.stderr).toBe(0)
    expect(run.stdout).toContain('sql_share')
    expect(run.stdout).toContain('25.0%  1 of 4')
    const late = await inProject('explain', 'sql_share', '--month', '2031-01')
    expect([late.code, late.stderr]).toEqual([2, expect.stringContaining('There are: 2026-10')])
    const wrong = await inProject('explain', 'sql_shara')
    expect(wrong.stderr).toContain('sql_share')
    expect(wrong.code).toBe(2)
  })

  it('makes no records again where there are only files, and says what reads those', async () => {
    const run = await inProject('replay')
    expect(run.stderr).toMatch(/none of these connections is a system.*sync/)
    const wrong = await inProject('replay', '--select', 'nope')
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('There are: leads')])
  })

  it('takes no demo company in', async () => {
    const before = await readdir(dir, { recursive: true })
    for (const words of [
      ['demo', dir],
      ['init', dir, '--demo'],
    ]) {
      const run = await concord(words)
      expect([run.code, run.stderr]).toEqual([2, expect.stringContaining('another company')])
    }
    expect(await readdir(dir, { recursive: true })).toEqual(before)
  })

  it('forgets only when told so by --yes, and then holds nothing of it', async () => {
    const asked = await inProject('forget', 'leads')
    expect([asked.code, asked.stderr]).toEqual([2, expect.stringContaining('forget leads --yes')])
    const done = await inProject('forget', 'leads', '--yes')
    expect(done.code, done.stderr).toBe(0)
    const left = await readdir(join(dir, 'lake'), { recursive: true, withFileTypes: true })
    const files = left.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    expect(files.filter((path) => /lake.(records|raw|quarantine|manifests)/.test(path))).toEqual([])
  })
})
