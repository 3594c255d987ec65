import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { terminalProgress } from '#cli/progress.ts'
import { concord } from './builders/run-cli.ts'

const newFolder = () => mkdtemp(join(tmpdir(), 'concord-cli-'))
const russian = { env: { LC_ALL: 'ru_RU.UTF-8' } }

describe('words on the command line that are not right', () => {
  it.each([
    { words: ['connect', 'file'], says: '<path> is missing' },
    { words: ['sync', 'extra'], says: 'too many words after “sync”' },
    { words: ['sync', '--selekt', 'x'], says: 'Did you mean --select?' },
    { words: ['run', '--lang', 'fr'], says: 'It may be: ru, en' },
    { words: ['agreement', 'foo'], says: 'there is no command “foo”' },
  ])('$words: exit 2 and a sentence', async ({ words, says }) => {
    const run = await concord(words)
    expect(run.code).toBe(2)
    expect(run.stderr).toContain(says)
  })

  it('are answered in Russian, and as JSON, when asked so', async () => {
    const text = await concord(['synk', '--lang', 'ru'])
    expect(text.stderr).toContain('команды «synk» нет')
    const json = await concord(['synk', '--json'], russian)
    expect(JSON.parse(json.stdout).error).toMatchObject({ code: 'USAGE', hint: 'Возможно, имелось в виду: sync' })
  })

  it('help obeys --lang, also below a verb', async () => {
    const help = await concord(['connect', 'file', '--help', '--lang', 'ru'])
    expect(help.stdout).toMatch(/Как писать: [\s\S]*показать эту справку/)
    expect(help.code).toBe(0)
  })

  it('whoever came by npm reads commands that work for them', async () => {
    const dir = await newFolder()
    const run = await concord(['sync', '--project', dir], { env: { npm_command: 'exec' } })
    expect(run.stderr).toContain('npx concord init')
    const plain = await concord(['sync', '--project', dir], { env: { npm_command: '' } })
    expect(plain.stderr).not.toContain('npx')
  })

  it('a shell can complete them', async () => {
    const run = await concord(['complete', '--', 'agr'])
    expect(run.stdout).toContain('agreement')
  })
})

describe('a project on a path with spaces and Cyrillic', () => {
  let dir = ''
  const inProject = (...args: string[]) => concord([...args, '--project', dir])
  const published = () => readFile(join(dir, 'lake', 'published', 'current.json'), 'utf8')
  const header = 'ID сделки;Дата создания;Стадия сделки;Источник;Телефон;Сумма'
  const deals = [
    header,
    '1;01.10.2026 12:00;Контакт;VK Реклама;8 (999) 123-45-67;',
    '2;02.10.2026 12:00;Успешно реализовано;VK Реклама;+7 999 123-45-67;1 234,50 ₽',
  ].join('\n')

  beforeAll(async () => {
    dir = join(await newFolder(), 'моя компания')
    const made = await concord(['init', '--project', dir, '--month', '2026-10', '--lang', 'ru'])
    expect(made.stderr).toContain(`cd "${dir}", впишите план`)
    await writeFile(join(dir, 'data', 'Сделки октября.csv'), deals)
    const connected = await inProject('connect', 'file', join(dir, 'data', 'Сделки октября.csv'))
    expect(connected.stdout).toContain('sdelki_oktyabrya.yaml')
    expect(connected.stderr).toContain('created_at = 2026-10-01 12:00:00')
    const run = await inProject('run', '--quiet')
    expect(run.code, run.stderr).toBe(0)
  })

  it('one phone in two deals is one person', async () => {
    const run = await inProject('query', 'select count(distinct person_id) as n from fct_leads', '--json')
    expect(JSON.parse(run.stdout)).toEqual([{ n: 1 }])
  })

  it.each([
    { words: ['build', '--as-of', '2026-13-45'], says: '2026-13-45' },
    { words: ['report', '--month', '2020-01'], says: 'there is no data for 2020-01' },
    { words: ['agreement', 'print', '2026-99'], says: '2026-99' },
    { words: ['explain', 'cpl', '--month', '2020-01'], says: 'There are: 2026-10' },
    { words: ['forget', 'nope', '--yes'], says: 'There are: sdelki_oktyabrya' },
    { words: ['connect', 'file', 'nope.csv'], says: 'there is no such file' },
    { words: ['query', 'select nope from fct_leads'], says: 'There are: ' },
  ])('$words: exit 2, and the next step', async ({ words, says }) => {
    const run = await inProject(...words)
    expect(run.code, run.stderr).toBe(2)
    expect(run.stderr).toContain(says)
    expect(run.stderr).not.toContain('mistake of Concord')
  })

  it('a currency without a rate keeps the old numbers up, and says what was read and what to do', async () => {
    const before = await published()
    await writeFile(join(dir, 'data', 'usd.csv'), 'Date,Campaign,Cost,Currency\n2026-10-05,Brand,10.00,USD\n')
    await inProject('connect', 'file', join(dir, 'data', 'usd.csv'))
    const run = await inProject('run', '--quiet')
    expect(run.code).toBe(1)
    expect(run.stderr).toContain('[usd] read 1 = 1 good')
    expect(run.stderr).toContain('currency = USD · date = 2026-10-05')
    expect(run.stderr).toContain('record: rate')
    expect(await published()).toBe(before)
  })

  it('a connection that is gone is named while its data counts', async () => {
    await rename(join(dir, 'connections', 'usd.yaml'), join(dir, 'usd.yaml'))
    const run = await inProject('sync', '--quiet')
    expect(run.stderr).toContain(`concord --project "${dir}" forget usd --yes`)
    await inProject('forget', 'usd', '--yes')
    const after = await inProject('sync', '--quiet')
    expect(after.stderr).not.toContain('[usd]')
  })

  it('a missing column is named with its file and line, on a second run too; an empty export erases nothing', async () => {
    const file = join(dir, 'data', 'Сделки октября.csv')
    await writeFile(file, `${deals.replace('Стадия сделки', 'Шаг')}\n3;03.10.2026`)
    for (const time of ['first', 'second']) {
      const run = await inProject('sync', '--quiet', '--lang', 'ru')
      expect(run.code, time).toBe(1)
      const told = run.stderr.split('\n')
      const line = told.findIndex((text) =>
        text.includes('Сделки октября.csv, строка 2: В файле нет колонок: «Стадия сделки».'),
      )
      expect(line, time).toBeGreaterThanOrEqual(0)
      if (time === 'first') expect(told[line + 1]).toContain('→ Возможно, имелось в виду')
    }
    await writeFile(file, header)
    const empty = await inProject('sync', '--quiet')
    expect(empty.stderr).toContain('--full-refresh')
    await writeFile(file, deals)
  })

  it('an empty connection is told from a wrong one', async () => {
    await writeFile(join(dir, 'connections', 'none.yaml'), '')
    const run = await inProject('sync')
    expect(run.code).toBe(2)
    expect(run.stderr).toContain('connections/none.yaml:1:1 The file is empty')
    await rm(join(dir, 'connections', 'none.yaml'))
  })

  it.skipIf(process.getuid?.() === 0)(
    'a folder that refuses is named (skipped for root, who may write anywhere)',
    async () => {
      await mkdir(join(dir, 'sub'), { mode: 0o500 })
      const run = await concord(['init', join(dir, 'sub', 'x')])
      expect(run.code).toBe(2)
      expect(run.stderr).toContain('may not be written')
    },
  )
})

describe('Ctrl-C', () => {
  it('is left alone by the moving line of a terminal', () => {
    const before = process.listenerCount('SIGINT')
    const progress = terminalProgress({ quiet: false, animate: true, language: 'en' })
    progress.step('read', 1, undefined, 'rows')
    const during = process.listenerCount('SIGINT')
    progress.end()
    expect(during).toBe(before)
  })

  it('given twice at once, as a terminal and the launcher do: one sentence, exit 130, and the next run goes on', async () => {
    const dir = join(await newFolder(), 'demo')
    await concord(['init', dir, '--demo'])
    const child = spawn(process.execPath, [resolve('dist/concord.mjs'), 'sync', '--project', dir], {
      env: { ...process.env, CI: 'true', LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (chunk) => {
      if (said === '') for (const _ of ['terminal', 'launcher']) child.kill('SIGINT')
      said += chunk
    })
    const code = await new Promise((done) => child.on('close', done))
    expect(code).toBe(130)
    expect(said).toContain('Stopped. What was done is kept')
    expect(said).not.toMatch(/ at .*:\d+:\d+/)
    const again = await concord(['sync', '--project', dir, '--select', 'calls', '--dry-run'])
    expect(again.code, again.stderr).toBe(0)
  })
})

describe('data from before the agreement', () => {
  it('is refused with the file to rename, and the numbers published before stay', async () => {
    const dir = join(await newFolder(), 'late')
    await concord(['init', dir, '--month', '2026-11'])
    await writeFile(join(dir, 'data', 'spend.csv'), 'Date,Campaign,Cost,Currency\n2026-10-05,Brand,10.00,RUB\n')
    await concord(['connect', 'file', join(dir, 'data', 'spend.csv'), '--project', dir])
    const run = await concord(['run', '--quiet', '--project', dir])
    expect(run.code).toBe(1)
    expect(run.stderr).toContain('month = 2026-10')
    expect(run.stderr).toContain('effective_from')
  })
})
