import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { concord } from './builders/run-cli.ts'

describe('connect file, as somebody types it who has only the README', () => {
  let dir = ''
  const connect = (...words: string[]) => concord(['connect', 'file', ...words, '--project', dir])
  const connection = (name: string) => join(dir, 'connections', `${name}.yaml`)

  beforeAll(async () => {
    dir = join(await mkdtemp(join(tmpdir(), 'concord-connect-')), 'company')
    await concord(['init', dir, '--month', '2026-10'])
    await writeFile(join(dir, 'data', 'spend.csv'), 'Day,Campaign,Cost\n03/04/2026,A,10.50\n')
    await writeFile(join(dir, 'data', 'old.xls'), Buffer.from('d0cf11e0a1b11ae10000', 'hex'))
  })

  it('takes its options behind the path', async () => {
    const file = join(dir, 'data', 'spend.csv')
    const dry = await connect(file, '--dry-run')
    expect([dry.code, existsSync(connection('spend'))]).toEqual([0, false])
    expect((await connect(file, '--name', 'ads')).code).toBe(0)
    expect(await readFile(connection('ads'), 'utf8')).toContain('\nname: ads\n')
    expect((await connect(file, '--name', 'ads')).code).toBe(2)
    expect((await connect(file, '--name', 'ads', '--force')).code).toBe(0)
  })

  it('shows what only a person can say, and refuses to guess it', async () => {
    const run = await connect(join(dir, 'data', 'spend.csv'), '--dry-run')
    expect(run.stderr).toContain("? # dates: dd/MM/yyyy — check: day or month first? The data doesn't tell: Day")
    expect(run.stderr).toContain('? currency: USD — check')
    expect(run.stderr).toContain('✗ line 2 “Day”')
  })

  it('names as the next step what is left open, and nothing where nothing is', async () => {
    await writeFile(
      join(dir, 'data', 'people.csv'),
      'Дата создания;Имя;Телефон;Этап\n01.10.2026 10:00;Иван;+79991234567;Новая\n',
    )
    const open = await connect(join(dir, 'data', 'people.csv'))
    expect(open.stderr).toContain('write columns in place of each “?” in ')
    const whole = await connect(join(dir, 'data', 'spend.csv'))
    expect(whole.stderr).toContain('correct it if need be')
  })

  it('takes a folder, a mask, or what a shell makes of it; and says which files are not like the newest', async () => {
    const folder = join(dir, 'data', 'months')
    await mkdir(folder)
    const month = (name: string, header: string) => writeFile(join(folder, name), `${header}\n2026-10-05,A,10.50\n`)
    await month('2026-09.csv', 'Date,Campaign,Cost')
    await month('2026-10.csv', 'Date,Campaign,Cost')
    const byFolder = await connect(folder)
    expect([byFolder.code, byFolder.stderr]).toEqual([0, expect.not.stringContaining('✗')])
    expect(await readFile(connection('months'), 'utf8')).toContain('\nfiles: data/months/*.csv\n')
    for (const words of [[join(folder, '*.csv')], [join(folder, '2026-09.csv'), join(folder, '2026-10.csv')]]) {
      expect((await connect(...words, '--force')).code).toBe(0)
      expect(await readFile(connection('months'), 'utf8')).toContain('\nfiles: data/months/*.csv\n')
    }
    await month('2025-09.csv', 'Day,Ad,Money')
    expect((await connect(folder, '--force')).stderr).toContain('2025-09.csv: ✗ line 1: The file has no')
    expect((await connect(join(folder, '*.txt'))).stderr).toContain('the folder or mask is empty')
    await writeFile(join(folder, 'x.xlsx'), '')
    expect((await connect(folder, '--force')).stderr).toContain('several kinds: .csv, .xlsx')
  })

  it('says whose the requests are that a list of verdicts or payments speaks of', async () => {
    const file = async (name: string, text: string) => {
      await writeFile(join(dir, 'data', name), text)
      return join(dir, 'data', name)
    }
    await rm(connection('people'))
    const payments = await file('payments.csv', 'Payment ID;Deal ID;Paid at;Amount\n1;7;2026-10-05;100.00\n')
    expect((await connect(payments, '--dry-run')).stdout).toContain('# source: crm  # ? check')
    const leads = await file('leads.csv', 'Lead ID;Created;Source;Stage\n7;2026-10-01;google;New\n')
    expect((await connect(leads, '--name', 'sales')).code).toBe(0)
    const verdicts = await file('verdicts.csv', 'Lead ID;Verdict;Date\n7;Good;2026-10-02\n')
    for (const one of [payments, verdicts]) {
      const { stdout } = await connect(one, '--dry-run')
      expect(stdout).toMatch(/\nsource: sales {2}# \? check: .*\naccount: main\n/)
    }
  })

  it('refuses what is no table, with what to do, and writes nothing', async () => {
    const run = await connect(join(dir, 'data', 'old.xls'))
    expect(run.code).toBe(2)
    expect(run.stderr).toContain('save it as .xlsx or .csv')
    expect(existsSync(connection('old'))).toBe(false)
  })
})
