import { relative, resolve, sep } from 'node:path'

const inProject =
  'connect|sync|build|report|run|forget|explain|query|agreement|doctor|door|replay|push|deploy|diff|destroy'
const verbs = `${inProject}|init|demo|complete|--help`
const command = new RegExp(`(?<!npx )\\bconcord (?=(${verbs})(?![a-z]))`, 'g')

interface Reader {
  readonly env?: NodeJS.ProcessEnv
  /** The project that the sentence is about; not given: the current folder. */
  readonly projectDir?: string
}

/**
 * Commands in a sentence as this reader types them: whoever came by npm has no `concord` on the path, only `npx concord`, and
 * whoever stands outside the project must name it. Files below the current folder are named from there.
 */
export function asTyped(text: string, { env = process.env, projectDir = '.' }: Reader = {}): string {
  const call = env.npm_command ? 'npx concord ' : 'concord '
  const inside = relative('.', projectDir)
  const folder = inside.startsWith('..') ? projectDir : inside
  const named = folder === '' || text.includes('--project') ? '' : `--project ${quoted(folder)} `
  const needsProject = new RegExp(`^(?:${inProject})$`)
  return text
    .replaceAll(`${resolve('.')}${sep}`, '')
    .replace(command, (_, verb: string) => `${call}${needsProject.test(verb) ? named : ''}`)
}

/** A path as a shell takes it. */
export const quoted = (path: string): string => (/\s/.test(path) ? `"${path}"` : path)
