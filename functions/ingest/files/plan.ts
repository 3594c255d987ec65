import { keys } from '#shared/names.ts'
import { canonicalJson, type FileFacts, type Manifest, sha256 } from '../raw/manifest.ts'
import { type FileConnection, personalColumns } from '../sources/file/index.ts'
import { undated } from '../units/unit.ts'
import type { Identified } from './identify.ts'

/** Raise when the same cells are read into other rows than before: everything is then read again from raw. */
const parserVersion = 1

/** What decides how cells become records; a change of it re-reads everything. */
export const mappingHash = ({ path: _, files: __, ...connection }: FileConnection): string =>
  sha256(canonicalJson({ connection, parserVersion })).slice(0, 16)

/** What decides how a file becomes the cells of raw. */
export const recipeOf = (connection: FileConnection): string =>
  sha256(
    canonicalJson({ format: connection.format, personal: personalColumns(connection), region: connection.region }),
  ).slice(0, 16)

export const rawKey = ({ source, account, name }: FileConnection, sha: string, recipe: string): string =>
  keys.raw(source, account, name, undated, `${sha.slice(0, 32)}-${recipe.slice(0, 8)}`)

/** One file to account for, and how it is to be read. */
export interface Task {
  readonly sha256: string
  readonly names: readonly string[]
  /** The original, where it still stands. */
  readonly original: Identified | undefined
  readonly known: FileFacts | undefined
  /** null: part of the present set. */
  readonly lastSeen: number | null
  /** Days belong to the lowest layer that has rows for them. */
  readonly layer: number
  /** Read only for days that other files have opened, and only if it has such days. */
  readonly restated: boolean
  /** The order in which versions came. */
  readonly rank: number
}

export interface Plan {
  readonly tasks: readonly Task[]
  /** Units that the run does not make again are removed. */
  readonly whole: boolean
}

interface Wish {
  readonly connection: FileConnection
  readonly files: readonly Identified[]
  readonly before: Manifest | undefined
  readonly sequence: number
  readonly fullRefresh: boolean
}

/** Decides which files are read, from where, and for which days. */
export function planFiles({ connection, files, before, sequence, fullRefresh }: Wish): Plan {
  const known = new Map((before?.files ?? []).map((facts) => [facts.sha256, facts]))
  const isCurrent = (sha: string) => known.get(sha)?.lastSeen === null
  const present = presentFiles(files, before)
  const someNew = present.some(({ sha256 }) => !isCurrent(sha256))
  const whole =
    fullRefresh || before?.mapping !== mappingHash(connection) || (connection.duplicates === 'drop' && someNew)
  const merged = connection.rows === 'merge'

  const current: Task[] = present.map((file) => ({
    ...file,
    known: known.get(file.sha256),
    lastSeen: null,
    layer: 0,
    restated: !whole && isCurrent(file.sha256),
    rank: sequence,
  }))
  const names = new Set(present.map(({ sha256 }) => sha256))
  const gone = fullRefresh ? [] : [...known.values()].filter(({ sha256 }) => !names.has(sha256))
  const past: Task[] = gone.map((facts) => {
    const lastSeen = facts.lastSeen ?? sequence - 1
    return {
      sha256: facts.sha256,
      names: facts.names,
      original: undefined,
      known: facts,
      lastSeen,
      layer: merged ? 0 : sequence - lastSeen,
      restated: !whole,
      rank: lastSeen,
    }
  })
  // New files open their days before the others are asked for theirs; newer layers come before older ones.
  const tasks = [...current, ...past].sort((a, b) => Number(a.restated) - Number(b.restated) || a.layer - b.layer)
  return { tasks, whole }
}

/** No file at all means that they were put away, not that the connection is empty: the last set stands. */
function presentFiles(files: readonly Identified[], before: Manifest | undefined) {
  if (files.length > 0) return files.map((file) => ({ sha256: file.sha256, names: file.names, original: file }))
  return (before?.files ?? [])
    .filter(({ lastSeen }) => lastSeen === null)
    .map(({ sha256, names }) => ({ sha256, names, original: undefined }))
}

/** In a run for some days, a file of the past says nothing more, unless versions are merged. */
export const isNeeded = (task: Task, merged: boolean, opened: (facts: FileFacts) => boolean): boolean => {
  if (!task.restated) return true
  if (task.lastSeen !== null && !merged) return false
  return task.known !== undefined && opened(task.known)
}
