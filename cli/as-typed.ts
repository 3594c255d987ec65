const verbs =
  'init|demo|connect|sync|build|report|run|forget|explain|query|agreement|doctor|door|replay|complete|--help'
const command = new RegExp(`(?<!npx )\\bconcord (?=(?:${verbs})(?![a-z]))`, 'g')

/** Commands in a sentence as this reader types them: whoever came by npm has no `concord` on the path, only `npx concord`. */
export const asTyped = (text: string, env: NodeJS.ProcessEnv = process.env): string =>
  env.npm_command ? text.replace(command, 'npx concord ') : text
