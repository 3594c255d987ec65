import { basename } from 'node:path'
import { type Document, isMap, isNode, isPair, LineCounter, parseDocument } from 'yaml'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'

export type Path = readonly PropertyKey[]

/** A YAML text that knows where each of its values stands. */
export interface Place {
  readonly path: string
  readonly who: string
  readonly value: unknown
  readonly document: Document
  readonly lines: LineCounter
}

export function readYaml(text: string, path: string): Place {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const who = basename(path).replace(/\.ya?ml$/, '')
  const first = document.errors[0]
  if (first) {
    const at = lines.linePos(first.pos[0])
    throw new FixConfig({
      who,
      code: 'NOT_YAML',
      what: say(`Это не YAML: ${first.message}`, `This is not YAML: ${first.message}`),
      where: `${path}:${at.line}:${at.col}`,
      hint: say(
        'Чаще всего виноват отступ или двоеточие без кавычек: column: "Сумма: итого"',
        'Mostly it is the indent, or a colon without quotes: column: "Sum: total"',
      ),
    })
  }
  return { path, who, value: document.toJS({ maxAliasCount: 100 }), document, lines }
}

/** `file:line:column` of the value at a path, or of the nearest parent that exists. */
export function placeOf(place: Place, path: Path, of: 'value' | 'key' = 'value'): string {
  for (let length = path.length; length >= 0; length--) {
    const offset =
      length === path.length && of === 'key' ? keyOffset(place, path) : valueOffset(place, path.slice(0, length))
    if (offset !== undefined) {
      const at = place.lines.linePos(offset)
      return `${place.path}:${at.line}:${at.col}`
    }
  }
  return `${place.path}:1:1`
}

function valueOffset(place: Place, path: Path): number | undefined {
  const node = path.length === 0 ? place.document.contents : place.document.getIn(path, true)
  return isNode(node) ? node.range?.[0] : undefined
}

function keyOffset(place: Place, path: Path): number | undefined {
  const parent = path.length === 1 ? place.document.contents : place.document.getIn(path.slice(0, -1), true)
  if (!isMap(parent)) return undefined
  const name = String(path.at(-1))
  const pair = parent.items.find((item) => isPair(item) && String(isNode(item.key) ? item.key : item.key) === name)
  return isNode(pair?.key) ? pair.key.range?.[0] : undefined
}
