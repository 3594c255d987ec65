import {
  type Document,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLParseError,
} from 'yaml'
import type { Problem } from '#shared/errors.ts'
import type { Path } from './schema-path.ts'
import { aliasProblem, yamlProblem } from './yaml-problem.ts'

export interface YamlFile {
  readonly value: unknown
  readonly problems: readonly Problem[]
  /** `file:line:column` of a value; of the nearest thing above where the path leads nowhere. */
  readonly locate: (path: Path) => string
  /** The same for a key itself, not its value. */
  readonly locateKey: (path: Path, key: string) => string
  readonly has: (path: Path) => boolean
}

/** Reads a YAML text and remembers where everything stands. */
export function readYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true })
  const where = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${line}:${col}`
  }
  const problems = tellable(document.errors).map((error) => yamlProblem(error, where(error.pos[0])))
  const content = problems.length === 0 ? plainValue(document) : { value: undefined }
  return {
    value: content.value,
    problems: 'cause' in content ? [aliasProblem(where(0), content.cause)] : problems,
    locate: (path) => where(startOf(document, path)),
    locateKey: (path, key) => where(keyStart(document, path, key) ?? startOf(document, path)),
    has: (path) => document.hasIn(path),
  }
}

/** References (`*name`) that lead nowhere, or to too much, show only when the value is made. */
function plainValue(document: Document): { readonly value: unknown; readonly cause?: unknown } {
  try {
    return { value: document.toJS() }
  } catch (cause) {
    return { value: undefined, cause }
  }
}

/** One slip of the pen makes a parser complain many times; only repeated keys are independent of each other. */
function tellable(errors: readonly YAMLParseError[]): readonly YAMLParseError[] {
  const isRepeat = (error: YAMLParseError) => error.code === 'DUPLICATE_KEY'
  return errors.every(isRepeat) ? errors : errors.filter((error) => !isRepeat(error)).slice(0, 1)
}

const nodeAt = (document: Document, path: Path): Node | undefined => document.getIn(path, true) as Node | undefined

function startOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const start = nodeAt(document, path.slice(0, length))?.range?.[0]
    if (start !== undefined) return start
    const key = path[length - 1]
    const keyed = typeof key === 'string' ? keyStart(document, path.slice(0, length - 1), key) : undefined
    if (keyed !== undefined) return keyed
  }
  return 0
}

function keyStart(document: Document, path: Path, key: string): number | undefined {
  const map = path.length === 0 ? document.contents : nodeAt(document, path)
  if (!isMap(map)) return undefined
  const pair = map.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key)
  return pair && isScalar(pair.key) ? pair.key.range?.[0] : undefined
}
