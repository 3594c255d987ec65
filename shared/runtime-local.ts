import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { type FolderLake, folderLake } from '#shared/lake/folder.ts'
import type { Progress, Runtime } from '#shared/runtime.ts'
import { envFileSecrets } from '#shared/secrets/env-file.ts'
import { sqliteState } from '#shared/state/sqlite.ts'

/** The laptop's composition root: a folder, an SQLite file, an `.env`. */
export interface LocalRuntime extends Runtime {
  readonly projectDir: string
  readonly lake: FolderLake
  /** A folder for spill files and copies in the making; safe to delete. */
  readonly scratch: string
  close(): void
}

interface LocalOptions {
  readonly progress: Progress
  /** Default: nobody listens. */
  readonly warn?: Runtime['log']['warn']
}

/** Errors: FixConfig when the folder is not a Concord project. */
export function localRuntime(projectDir: string, options: LocalOptions): LocalRuntime {
  if (!existsSync(join(projectDir, 'agreement')) && !existsSync(join(projectDir, 'connections'))) {
    throw new FixConfig({
      code: 'NOT_A_PROJECT',
      where: projectDir,
      what: say(
        'здесь нет проекта Concord: нет ни agreement/, ни connections/',
        'is not a Concord project: it has neither agreement/ nor connections/',
      ),
      hint: say(
        'Создайте проект: concord init, или укажите папку: --project ПАПКА',
        'Make one: concord init, or name the folder: --project DIR',
      ),
    })
  }
  const own = join(projectDir, '.concord')
  const scratch = join(own, 'scratch')
  // The state holds access tokens.
  mkdirSync(scratch, { recursive: true, mode: 0o700 })
  const clock = { now: () => Date.now() }
  const state = sqliteState(join(own, 'state.sqlite'), clock)
  return {
    projectDir,
    clock,
    log: { info: () => undefined, warn: options.warn ?? (() => undefined) },
    lake: folderLake(join(projectDir, 'lake')),
    state,
    secrets: envFileSecrets(join(projectDir, '.env')),
    progress: options.progress,
    scratch,
    close: () => state.close(),
  }
}
