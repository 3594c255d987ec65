import type { Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { agreementSchema } from '../schema.ts'
import { checkReferences } from './checks.ts'
import { issueProblems } from './issue-problem.ts'
import type { LoadedAgreement } from './loaded.ts'
import { readYaml, type YamlFile } from './yaml-file.ts'

export interface Parsed {
  readonly loaded: LoadedAgreement | undefined
  readonly problems: readonly Problem[]
}

const failed = (problems: readonly Problem[]): Parsed => ({ loaded: undefined, problems })

/** Reads the text of one file; every problem of it is answered, none is thrown. */
export function parseAgreement(file: string, month: string, text: string): Parsed {
  const yaml = readYaml(file, text)
  if (yaml.problems.length > 0) return failed(yaml.problems)
  if (yaml.value === null || typeof yaml.value !== 'object') return failed([emptyFile(file)])
  const result = agreementSchema.safeParse(yaml.value)
  if (!result.success) return failed(withoutEchoes(result.error.issues.flatMap((issue) => issueProblems(issue, yaml))))
  const loaded = { file, name: month, agreement: result.data, locate: yaml.locate }
  return { loaded, problems: [...checkMonth(loaded, yaml), ...checkReferences(loaded, yaml)] }
}

/** A misspelt key is also a missing one; told once. */
function withoutEchoes(problems: readonly Problem[]): readonly Problem[] {
  const meant = problems.filter((it) => it.code === 'unknown_key').map((it) => it.hint?.en ?? '')
  const isEcho = (it: Problem) =>
    it.code === 'missing_key' && meant.some((hint) => it.what.en.includes(`${hint.slice('Did you mean '.length, -1)}”`))
  return problems.filter((it) => !isEcho(it))
}

const emptyFile = (file: string): Problem => ({
  who: 'agreement',
  code: 'empty_file',
  where: `${file}:1:1`,
  what: say('файл пуст или это не набор ключей', 'the file is empty or not a set of keys'),
  hint: say('Начните с effective_from: 2026-10-01', 'Begin with effective_from: 2026-10-01'),
})

function checkMonth({ agreement, name: month }: LoadedAgreement, yaml: YamlFile): readonly Problem[] {
  const stated = agreement.effective_from.slice(0, 7)
  if (stated === month) return []
  return [
    {
      who: 'agreement',
      code: 'month_mismatch',
      where: yaml.locate(['effective_from']),
      what: say(
        `файл назван ${month}, а действует с ${stated}`,
        `the file is named ${month} but is in force from ${stated}`,
      ),
      hint: say(
        `Например: effective_from: ${month}-01, или назовите файл ${stated}.yaml`,
        `For example: effective_from: ${month}-01, or name the file ${stated}.yaml`,
      ),
    },
  ]
}
