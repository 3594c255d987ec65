import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FixAgreement, type Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { LoadedAgreement } from './read/loaded.ts'
import { parseAgreement } from './read/parse.ts'

export type { LoadedAgreement } from './read/loaded.ts'

const spelling = /^(\d{4}-(?:0[1-9]|1[0-2]))\.ya?ml$/

/** Reads every file of an `agreement/` folder, oldest month first. Throws one FixAgreement that holds all problems of all files. */
export async function loadAgreements(dir: string): Promise<readonly LoadedAgreement[]> {
  const names = (await listFolder(dir)).filter((name) => /\.ya?ml$/i.test(name)).sort()
  if (names.length === 0) throw new FixAgreement(noFiles(dir))
  const parsed = await Promise.all(
    names
      .filter((name) => spelling.test(name))
      .map(async (name) => {
        const file = join(dir, name)
        return parseAgreement(file, monthOf(name), await readFile(file, 'utf8'))
      }),
  )
  const problems = [...nameProblems(dir, names), ...parsed.flatMap((file) => file.problems)]
  if (problems.length > 0) throw new FixAgreement(problems)
  return parsed.flatMap((file) => file.loaded ?? [])
}

const monthOf = (name: string): string => spelling.exec(name)![1]!

async function listFolder(dir: string): Promise<string[]> {
  try {
    return await readdir(dir)
  } catch (cause) {
    throw new FixAgreement({ ...noFiles(dir), cause })
  }
}

const noFiles = (dir: string): Problem => ({
  who: 'agreement',
  code: 'no_agreement',
  where: dir,
  what: say('нет ни одного файла соглашения', 'there is no agreement file'),
  hint: say('Сделайте первый: concord init', 'Make the first one: concord init'),
})

function nameProblems(dir: string, names: readonly string[]): readonly Problem[] {
  return names.flatMap((name, index) => {
    const guess = likelyMonth(name)
    const isTwin = names.some((other, at) => at < index && likelyMonth(other) === guess)
    if (guess !== undefined && isTwin) return [twin(join(dir, name), guess)]
    return spelling.test(name) ? [] : [badName(join(dir, name), guess)]
  })
}

/** The month that a file name means, however it is spelt: 2026-1, 2026_01, 202601. */
function likelyMonth(name: string): string | undefined {
  const [, year, month] = /^(\d{4})[-_.]?(\d{1,2})\.ya?ml$/i.exec(name) ?? []
  return year && month ? `${year}-${month.padStart(2, '0')}` : undefined
}

const twin = (where: string, month: string): Problem => ({
  who: 'agreement',
  code: 'month_twice',
  where,
  what: say(`месяц ${month} записан двумя файлами`, `the month ${month} has two files`),
  hint: say(`Оставьте один: ${month}.yaml`, `Keep one: ${month}.yaml`),
})

const badName = (where: string, month: string | undefined): Problem => ({
  who: 'agreement',
  code: 'file_name',
  where,
  what: say('имя файла — не месяц', 'the file name is not a month'),
  hint: say(`Назовите ${month ?? '2026-10'}.yaml`, `Name it ${month ?? '2026-10'}.yaml`),
})
