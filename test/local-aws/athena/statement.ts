import { tokenize } from '#shared/sql/tokens.ts'
import { Fault } from './fault.ts'

export interface Category {
  readonly type: 'DML' | 'DDL' | 'UTILITY'
  readonly subtype: string
}

const categories: readonly (readonly [RegExp, Category['type'], string])[] = [
  [/^(WITH|SELECT|VALUES|TABLE|\()/i, 'DML', 'SELECT'],
  [/^INSERT/i, 'DML', 'INSERT'],
  [/^EXPLAIN/i, 'DML', 'EXPLAIN'],
  [/^CREATE\s+TABLE\s[\s\S]+?\bAS\s+(WITH|SELECT|--|\()/i, 'DDL', 'CREATE_TABLE_AS_SELECT'],
  [/^(SHOW|DESCRIBE)\b/i, 'UTILITY', 'SHOW'],
  [/^(CREATE|DROP|ALTER|MSCK)/i, 'DDL', 'DDL'],
]

/** Without the comments before it and the semicolon after it. */
const bare = (sql: string): string => sql.replace(/^(\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)+/, '').replace(/;?\s*$/, '')

export function categoryOf(sql: string): Category {
  const found = categories.find(([pattern]) => pattern.test(bare(sql)))
  if (!found) throw new Fault('InvalidRequestException', 'Queries of this type are not supported')
  return { type: found[1], subtype: found[2] }
}

const quotedOrMark = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g

/** Puts ExecutionParameters (texts of SQL literals) where `?` stands outside of quotes and comments. Lines stay as they are. */
export function bindParameters(sql: string, parameters: readonly string[] = []): string {
  let used = 0
  const bound = sql.replace(/;?\s*$/, '').replace(quotedOrMark, (text) => {
    if (text !== '?') return text
    used++
    return parameters[used - 1] ?? '?'
  })
  if (used === parameters.length) return bound
  throw new Fault(
    'InvalidRequestException',
    `Incorrect number of parameters: expected ${used} but found ${parameters.length}`,
  )
}

/** Whatever in the statement may be the name of a table. */
export function namesIn(sql: string): readonly string[] {
  const words = tokenize(sql).filter(({ kind }) => kind === 'word' || kind === 'quoted')
  const names = words.map(({ text }) => text.replaceAll('"', '').toLowerCase())
  return [...new Set(names)].filter((name) => /^[a-z]\w*$/.test(name))
}
