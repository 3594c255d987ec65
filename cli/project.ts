import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeDemo } from '#examples/demo/generate.ts'
import { personalKeyName } from '#ingest/files/protect.ts'
import { agreementJsonSchema } from '#shared/agreement/json-schema.ts'
import { FixConfig } from '#shared/errors.ts'
import { type Language, say } from '#shared/i18n/text.ts'
import { envFileSecrets } from '#shared/secrets/env-file.ts'
import { connectionsJsonSchema } from './connect/json-schema.ts'
import { badMonth, isMonth } from './month.ts'

interface ProjectOptions {
  readonly packageRoot: string
  readonly language: Language
  /** Effective month of the first agreement; a year ago when not given, so that past exports are governed. */
  readonly month?: string
  readonly withoutAgreement?: boolean
}

const ignored = ['lake/', 'reports/', '.concord/', '.env', '']

/** Makes the folders and files of a project; nothing that exists is overwritten. Answers the paths that were made. */
export async function createProject(dir: string, options: ProjectOptions): Promise<string[]> {
  const today = new Date().toISOString().slice(0, 7)
  const month = options.month ?? `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`
  if (!isMonth(month)) throw badMonth(month)
  const created: string[] = []
  const make = async (path: string, text: string) => {
    if (existsSync(join(dir, path))) return
    await writeFile(join(dir, path), text)
    created.push(join(dir, path))
  }
  for (const folder of ['agreement', 'connections', 'data']) await mkdir(join(dir, folder), { recursive: true })
  await make('.gitignore', ignored.join('\n'))
  await make('agreement/agreement.schema.json', `${JSON.stringify(agreementJsonSchema(), null, 2)}\n`)
  await make('connections/connection.schema.json', `${JSON.stringify(connectionsJsonSchema(), null, 2)}\n`)
  if (!options.withoutAgreement && !(await hasAgreement(dir))) {
    await make(`agreement/${month}.yaml`, await starterAgreement(options, month, options.month ?? today))
  }
  await ensurePersonalKey(dir)
  return created
}

const demoCompany = 'Загородный дом'

/** The demo writes its own agreement and connections: they must not mix with those of a real company, nor replace them. */
export async function refuseRealCompany(dir: string): Promise<void> {
  const [agreements, connections] = await Promise.all(
    ['agreement', 'connections'].map((folder) => yamlTexts(join(dir, folder))),
  )
  const isDemo = agreements!.some((text) => text.includes(demoCompany))
  const isOther = agreements!.some((text) => !text.includes(demoCompany))
  if (!isOther && (isDemo || connections!.length === 0)) return
  throw new FixConfig({
    code: 'REAL_COMPANY',
    where: dir,
    what: say('здесь уже проект другой компании', 'another company’s project stands here'),
    hint: say(
      'Назовите для демо другую папку: concord demo ПАПКА',
      'Name another folder for the demo: concord demo DIR',
    ),
  })
}

async function yamlTexts(folder: string): Promise<readonly string[]> {
  if (!existsSync(folder)) return []
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name))
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
}

/** Adds the demo company: its agreement, connections and generated files. */
export async function fillWithDemo(dir: string, packageRoot: string): Promise<string[]> {
  const created: string[] = []
  for (const folder of ['agreement', 'connections']) {
    const from = join(packageRoot, 'examples', 'demo', folder)
    for (const name of (await readdir(from)).filter((file) => file.endsWith('.yaml'))) {
      await copyFile(join(from, name), join(dir, folder, name))
      created.push(join(dir, folder, name))
    }
  }
  return [...created, ...(await writeDemo(dir))]
}

/** The starter's file with its effective month and the month that its plan is for. */
async function starterAgreement({ packageRoot, language }: ProjectOptions, month: string, planned: string) {
  const text = await readFile(join(packageRoot, 'examples', 'starter', `agreement.${language}.yaml`), 'utf8')
  return text.replaceAll('2026-01', month).replaceAll('2026-02', planned)
}

async function hasAgreement(dir: string): Promise<boolean> {
  const names = await readdir(join(dir, 'agreement'))
  return names.some((name) => /\.ya?ml$/.test(name))
}

async function ensurePersonalKey(dir: string): Promise<void> {
  const secrets = envFileSecrets(join(dir, '.env'))
  if (await secrets.read(personalKeyName)) return
  await secrets.write(personalKeyName, randomBytes(32).toString('hex'))
}
