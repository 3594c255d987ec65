import { join } from 'node:path'
import { isFile, loadConnections } from '#ingest/connection/connections.ts'
import { personalKeyName } from '#ingest/files/protect.ts'
import { listFiles } from '#ingest/sources/file/index.ts'
import { lintAgreements } from '#shared/agreement/lint.ts'
import { loadAgreements } from '#shared/agreement/load.ts'
import { ConcordError } from '#shared/errors.ts'
import { say, type Text } from '#shared/i18n/text.ts'
import type { LocalRuntime } from '#shared/runtime-local.ts'

/** One line of the doctor: what was looked at, and the command that mends it. */
export interface Finding {
  readonly ok: boolean
  readonly what: Text
  readonly mend?: Text
}

export const fine = (ru: string, en: string): Finding => ({ ok: true, what: say(ru, en) })

/** What a check's own error says, as findings. */
function failed(error: unknown): Finding[] {
  if (!(error instanceof ConcordError)) throw error
  return error.problems.map(({ who, where, what, hint }) => {
    const place = [who && `[${who}]`, where].filter(Boolean).join(' ')
    return { ok: false, what: say(`${place} ${what.ru}`, `${place} ${what.en}`), mend: hint }
  })
}

export const checkNode = (): Finding => fine(`Node ${process.versions.node}`, `Node ${process.versions.node}`)

const backedUpKey = 'personal-key-backed-up'

/** The key can't be made again: until somebody says that a copy exists, the doctor keeps asking. */
export async function checkKey({ secrets, state }: LocalRuntime, confirmed: boolean): Promise<Finding> {
  if (!(await secrets.read(personalKeyName))) {
    return {
      ok: false,
      what: say('В .env нет ключа для личных данных', 'There is no key for personal data in .env'),
      mend: say(
        'Верните его из копии; если копии нет: concord init',
        'Restore it from its copy; without one: concord init',
      ),
    }
  }
  const said = await state.get(backedUpKey)
  if (confirmed && !said) await state.putIf(backedUpKey, true, undefined)
  if (confirmed || said) return fine('Копия ключа для личных данных сделана', 'The key for personal data is backed up')
  return {
    ok: false,
    what: say(
      'Копия ключа для личных данных не подтверждена',
      'Nobody has confirmed a copy of the key for personal data',
    ),
    mend: say(
      'Скопируйте .env в надёжное место, затем: concord doctor --key-backed-up',
      'Copy .env to a safe place, then: concord doctor --key-backed-up',
    ),
  }
}

export async function checkAgreement({ projectDir }: LocalRuntime): Promise<Finding[]> {
  try {
    const agreements = await loadAgreements(join(projectDir, 'agreement'))
    const findings = lintAgreements(agreements)
    const names = agreements.map(({ name }) => name).join(', ')
    return [
      fine(`Соглашения: ${names}`, `Agreements: ${names}`),
      ...findings.map(({ where, what, ways }) => ({
        ok: false,
        what: say(`${where} ${what.ru}`, `${where} ${what.en}`),
        mend: ways[0],
      })),
    ]
  } catch (error) {
    return failed(error)
  }
}

export async function checkConnections({ projectDir }: LocalRuntime): Promise<Finding[]> {
  try {
    const connections = await loadConnections(projectDir)
    if (connections.length === 0) {
      return [
        {
          ok: false,
          what: say('Подключений нет', 'There are no connections'),
          mend: say('concord connect file ВЫГРУЗКА.csv', 'concord connect file EXPORT.csv'),
        },
      ]
    }
    const findings = await Promise.all(
      connections.filter(isFile).map((connection) =>
        listFiles(connection, projectDir, process.env)
          .then((files) => [
            fine(`[${connection.name}] файлов: ${files.length}`, `[${connection.name}] files: ${files.length}`),
          ])
          .catch(failed),
      ),
    )
    return findings.flat()
  } catch (error) {
    return failed(error)
  }
}
