import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { generateDemo } from '#examples/demo/generate.ts'

/** `full` is the whole demo company; the others are what is left when a company has connected only a part, or nothing. */
export type CompanyKind = 'full' | 'leads only' | 'spend only' | 'nothing'

const demo = resolve(import.meta.dirname, '../../examples/demo')

const connectionsOf: Readonly<Record<CompanyKind, readonly string[]>> = {
  full: ['direct', 'vk', 'telegram', 'site', 'crm', 'stages', 'calls', 'payments', 'costs'],
  'leads only': ['crm'],
  'spend only': ['direct', 'vk'],
  nothing: [],
}

const dataOf: Readonly<Record<string, string>> = { site: 'visits', crm: 'leads' }

/** A part of a company is enough: its newest rows. */
const rowsOfPart = 400

/** Makes a project folder in the demo's style: its agreements, and the connections and files of the chosen kind. */
export async function writeCompany(folder: string, kind: CompanyKind): Promise<void> {
  const names = connectionsOf[kind]
  for (const part of ['agreement', 'connections']) await mkdir(join(folder, part), { recursive: true })
  for (const file of await agreementFiles())
    await copyFile(join(demo, 'agreement', file), join(folder, 'agreement', file))
  for (const name of names) {
    await copyFile(join(demo, 'connections', `${name}.yaml`), join(folder, 'connections', `${name}.yaml`))
  }
  await writeFile(join(folder, '.env'), `CONCORD_PERSONAL_KEY=${'ab'.repeat(32)}\n`)
  const wanted = new Set(names.map((name) => `data/${dataOf[name] ?? name}.csv`))
  for (const file of generateDemo().filter(({ name }) => wanted.has(name))) {
    await mkdir(dirname(join(folder, file.name)), { recursive: true })
    await writeFile(join(folder, file.name), kind === 'full' ? file.text : newest(file.text))
  }
}

const agreementFiles = async (): Promise<string[]> =>
  (await readdir(join(demo, 'agreement'))).filter((name) => name.endsWith('.yaml'))

function newest(text: string): string {
  const [header, ...lines] = text.split('\r\n')
  return [header, ...lines.slice(-rowsOfPart)].join('\r\n')
}
