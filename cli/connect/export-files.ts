import { glob, readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

/** An export as somebody names it: one file, a folder, a mask, or what a shell has made of a mask. */
export interface ExportFiles {
  /** Whole paths in the order of their names: the last is taken for the newest. */
  readonly paths: readonly string[]
  /** What stands in `files` of the connection: new files of a folder or mask are read too. */
  readonly files: string | readonly string[]
  /** What the connection is called unless somebody says otherwise. */
  readonly name: string
}

/** Errors: FixConfig where nothing is, or a folder holds exports of several kinds. */
export async function exportFiles(given: readonly string[]): Promise<ExportFiles> {
  const named = given.map((one) => resolve(one))
  const [path] = named as [string]
  const here = await stat(path).catch(() => undefined)
  if (named.length > 1) return ofMany(named)
  if (here?.isFile()) return { paths: [path], files: path, name: nameOf(basename(path, extname(path))) }
  if (here?.isDirectory()) return ofFolder(path)
  const paths = await matching(path)
  if (paths.length === 0) throw noFile(path)
  return { paths, files: path, name: nameOf(basename(dirname(path))) }
}

const tables = new Set(['.csv', '.txt', '.tsv', '.xlsx', '.jsonl', '.ndjson'])
const kindOf = (path: string): string => extname(path).toLowerCase()
/** Excel keeps a "~$report.xlsx" beside every book that is open. */
const isTable = (name: string): boolean => tables.has(kindOf(name)) && !/^[.~]/.test(name)

async function matching(mask: string): Promise<string[]> {
  const found: string[] = []
  for await (const entry of glob(mask, { withFileTypes: true })) {
    if (entry.isFile() && isTable(entry.name)) found.push(join(entry.parentPath, entry.name))
  }
  return found.sort()
}

async function ofFolder(folder: string): Promise<ExportFiles> {
  const names = (await readdir(folder)).filter(isTable).sort()
  const kinds = [...new Set(names.map(extname))]
  if (names.length === 0) throw noFile(folder)
  if (kinds.length > 1) throw severalKinds(folder, kinds)
  const paths = names.map((name) => join(folder, name))
  return { paths, files: join(folder, `*${kinds[0]}`), name: nameOf(basename(folder)) }
}

/** A shell puts the files in the place of a mask: where they are all of their kind in one folder, the mask is put back. */
async function ofMany(named: readonly string[]): Promise<ExportFiles> {
  const paths = named.toSorted()
  for (const path of paths) if (!(await stat(path).catch(() => undefined))?.isFile()) throw noFile(path)
  const mask = join(dirname(paths[0]!), `*${extname(paths[0]!)}`)
  const all = await matching(mask)
  const files = all.join('\n') === paths.join('\n') ? mask : paths
  return { paths, files, name: nameOf(basename(dirname(paths[0]!))) }
}

/** A Latin name for files and ids, made from the file's own. */
const nameOf = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[а-яё]/g, (letter) => latin[letter] ?? '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '') || 'file'

const latin: Readonly<Record<string, string>> = Object.fromEntries(
  'а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:sch ъ: ы:y ь: э:e ю:yu я:ya'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
)

const noFile = (path: string) =>
  new FixConfig({
    code: 'NO_FILE',
    where: path,
    what: say('такого файла нет, папка или маска пуста', 'there is no such file, or the folder or mask is empty'),
    hint: say(
      'Укажите выгрузку .csv, .tsv, .xlsx или .jsonl, папку с ними или маску в кавычках: "data/*.csv"',
      'Name an export (.csv, .tsv, .xlsx, .jsonl), a folder of them, or a mask in quotes: "data/*.csv"',
    ),
  })

const severalKinds = (folder: string, kinds: readonly string[]) =>
  new FixConfig({
    code: 'SEVERAL_KINDS',
    where: folder,
    what: say(
      `в папке файлы разных видов: ${kinds.join(', ')}`,
      `the folder holds files of several kinds: ${kinds.join(', ')}`,
    ),
    hint: say(
      `Каждому виду своё подключение, по маске в кавычках: "${join(folder, `*${kinds[0]}`)}"`,
      `Each kind needs a connection of its own, by a mask in quotes: "${join(folder, `*${kinds[0]}`)}"`,
    ),
  })
