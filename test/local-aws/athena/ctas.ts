import { DuckDBDecimalType, type DuckDBType } from '@duckdb/node-api'
import { type Token, tokenize } from '#shared/sql/tokens.ts'
import { StatementError } from './engine.ts'

export interface Ctas {
  readonly table: string
  readonly properties: Readonly<Record<string, string>>
  readonly select: string
}

const word = (token: Token | undefined) => (token?.kind === 'word' ? token.text.toUpperCase() : '')

function closing(tokens: readonly Token[], open: number): number {
  let depth = 0
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at]?.text === '(') depth++
    if (tokens[at]?.text === ')' && --depth === 0) return at
  }
  throw new StatementError('SYNTAX_ERROR', 'line 1:1: mismatched input')
}

const propertiesOf = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/(\w+)\s*=\s*'((?:[^']|'')*)'/g)].map(([, name, value]) => [name, value]))

/** Takes CREATE TABLE … WITH (…) AS SELECT apart; undefined where it is another statement. */
export function ctasOf(sql: string): Ctas | undefined {
  const all = tokenize(sql)
  const places = all.flatMap((token, at) => (token.kind === 'blank' ? [] : [at]))
  const [create, table, name, next, open] = places.map((at) => all[at])
  if (word(create) !== 'CREATE' || word(table) !== 'TABLE' || !name) return undefined
  const hasProperties = word(next) === 'WITH' && open?.text === '('
  const from = hasProperties ? places[4]! : places[3]!
  const end = hasProperties ? closing(all, from) : from - 1
  const as = all.findIndex((token, at) => at > end && word(token) === 'AS')
  if (as < 0) return undefined
  const join = (tokens: readonly Token[]) => tokens.map(({ text }) => text).join('')
  return {
    table: name.text.replaceAll('"', '').toLowerCase(),
    properties: hasProperties ? propertiesOf(join(all.slice(from, end))) : {},
    // Blank lines instead of the head, so that an error's line is the statement's own.
    select: `${join(all.slice(0, as)).replace(/[^\n]/g, '')}${join(all.slice(as + 1))}`,
  }
}

const hiveNames: Readonly<Record<string, string>> = {
  VARCHAR: 'string',
  INTEGER: 'int',
  HUGEINT: 'bigint',
  TIMESTAMP: 'timestamp',
  TIMESTAMP_MS: 'timestamp',
}

export function hiveType(type: DuckDBType): string {
  if (type instanceof DuckDBDecimalType) return `decimal(${type.width},${type.scale})`
  const name = String(type)
  return hiveNames[name] ?? name.toLowerCase()
}

/** Trino's sum of bigint is a bigint, and its files keep milliseconds. */
export function writtenAs(type: DuckDBType): string | undefined {
  const name = String(type)
  return name === 'HUGEINT' ? 'BIGINT' : name === 'TIMESTAMP' ? 'TIMESTAMP_MS' : undefined
}
