import { type Token, tokenize } from './tokens.ts'

/** Aggregates under DuckDB's own name: a macro over an aggregate would not take FILTER. */
const renamed: Readonly<Record<string, string>> = {
  max_by: 'arg_max_null',
  min_by: 'arg_min_null',
  arbitrary: 'any_value',
  every: 'bool_and',
}

type Rewrite = (tokens: readonly Token[], texts: string[], at: number) => void

const step = (tokens: readonly Token[], from: number, by: 1 | -1): number => {
  let at = from + by
  while (tokens[at]?.kind === 'blank') at += by
  return at
}

const word = (token: Token | undefined): string => (token?.kind === 'word' ? token.text.toLowerCase() : '')

/** The bracket that closes the one at `open`; the last token when none does, and the engine then says what is wrong. */
function closing(tokens: readonly Token[], open: number): number {
  let depth = 0
  for (let at = open; at < tokens.length; at++) {
    const text = tokens[at]?.kind === 'sign' ? tokens[at]?.text : ''
    if (text === '(') depth++
    if (text === ')' && --depth === 0) return at
  }
  return tokens.length - 1
}

const call =
  (rewrite: (texts: string[], name: number, open: number, close: number) => void): Rewrite =>
  (tokens, texts, at) => {
    const open = step(tokens, at, 1)
    if (tokens[open]?.text === '(') rewrite(texts, at, open, closing(tokens, open))
  }

const rename: Rewrite = (tokens, texts, at) =>
  call((out, name) => {
    out[name] = renamed[word(tokens[name])] ?? out[name] ?? ''
  })(tokens, texts, at)

/** Trino counts 0 over no rows, DuckDB's count_if gives NULL. */
const countIf = call((texts, name, open, close) => {
  texts[name] = 'count'
  texts[open] = '(CASE WHEN '
  texts[close] = ' THEN 1 END)'
})

/** The type array(T); a value is written ARRAY[…] and is left alone. */
const arrayType = call((texts, name, open, close) => {
  texts[name] = ''
  texts[open] = ''
  texts[close] = '[]'
})

/** lag(x) IGNORE NULLS OVER … is lag(x IGNORE NULLS) OVER … in DuckDB. */
const nullTreatment: Rewrite = (tokens, texts, at) => {
  const nulls = step(tokens, at, 1)
  const close = step(tokens, at, -1)
  if (word(tokens[nulls]) !== 'nulls' || tokens[close]?.text !== ')') return
  texts[close] = ` ${texts[at]} NULLS${texts[close]}`
  texts[at] = ''
  texts[nulls] = ''
}

const rewrites: ReadonlyMap<string, Rewrite> = new Map([
  ...Object.keys(renamed).map((name) => [name, rename] as const),
  ['count_if', countIf],
  ['array', arrayType],
  ['ignore', nullTreatment],
  ['respect', nullTreatment],
])

/** The few constructs that no macro can give. Works on tokens: texts, quoted names and comments stay as they are. */
export function toDuckdb(trinoSql: string): string {
  const tokens = tokenize(trinoSql)
  const texts = tokens.map((token) => token.text)
  tokens.forEach((token, at) => {
    rewrites.get(word(token))?.(tokens, texts, at)
  })
  return texts.join('')
}
