import { writeXlsx } from 'hucre/xlsx'
import { randomOf } from '#examples/demo/random.ts'
import type { FileFormat } from '#ingest/sources/file/connection.ts'

/** A file as people really send it, and how many rows of it must be accounted for (undefined: only that nothing breaks). */
export interface BrokenFile {
  readonly name: string
  readonly format: FileFormat
  readonly bytes: Uint8Array
  readonly rows: number | undefined
}

interface Dice {
  below(limit: number): number
}

type Lines = readonly string[]
type Breakage = (lines: Lines, dice: Dice) => Pick<BrokenFile, 'bytes' | 'rows'>

const header = 'Id,Date,Campaign,Cost,Comment'
const csv: FileFormat = { type: 'csv', delimiter: ',', encoding: 'utf-8', header_row: 1 }

const text = (lines: Lines, end = '\n') => Buffer.from(`${[header, ...lines].join(end)}${end}`)
const changed = (lines: Lines, dice: Dice, change: (line: string) => string): Lines => {
  const hit = dice.below(lines.length)
  return lines.map((line, at) => (at === hit || dice.below(5) === 0 ? change(line) : line))
}
const withCost = (cost: string) => (line: string) => line.replace(/^([^,]*,[^,]*,[^,]*),[^,]*/, `$1,${cost}`)

const breakages: Readonly<Record<string, Breakage>> = {
  truncated: (lines, dice) => {
    const whole = text(lines)
    const bytes = whole.subarray(0, 1 + dice.below(whole.length - 1))
    const found = bytes.toString('latin1').split('\n')
    return {
      bytes,
      rows: found.length === 1 ? (bytes.length > 0 ? 0 : 1) : found.slice(1).filter((line) => line !== '').length,
    }
  },
  'cp1251 read as utf-8': (lines) => ({
    bytes: Buffer.concat(
      text(lines)
        .toString()
        .split('')
        .map((letter) => cp1251(letter)),
    ),
    rows: lines.length,
  }),
  ragged: (lines, dice) => {
    const change =
      dice.below(2) === 0 ? (line: string) => `${line},more` : (line: string) => line.split(',').slice(0, 3).join(',')
    return { bytes: text(changed(lines, dice, change)), rows: lines.length }
  },
  'huge cell': (lines, dice) => {
    const at = dice.below(lines.length)
    const huge = lines.map((line, index) =>
      index === at ? line + 'x'.repeat(1_050_000 + dice.below(4_000_000)) : line,
    )
    return { bytes: text(huge), rows: lines.length }
  },
  formulas: (lines, dice) => {
    const formula = ['=1+1', '#REF!', "=cmd|' /C calc'!A0", '@SUM(A1)', '#Н/Д'][dice.below(5)]!
    return { bytes: text(changed(lines, dice, withCost(formula))), rows: lines.length }
  },
  'NUL bytes': (lines, dice) => ({ bytes: text(changed(lines, dice, (line) => `${line}\0`)), rows: lines.length }),
  'header twice': (lines) => ({ bytes: Buffer.from([`${header},Cost`, ...lines].join('\n')), rows: 1 }),
  '10^400': (lines, dice) => ({
    bytes: text(changed(lines, dice, withCost(`1${'0'.repeat(400)}`))),
    rows: lines.length,
  }),
  'open quote': (lines, dice) => ({
    bytes: text(changed(lines, dice, (line) => line.replace(/,([^,]*)$/, ',"$1'))),
    rows: undefined,
  }),
  'blank lines': (lines, dice) => ({
    bytes: text(
      changed(lines, dice, (line) => `\n${line}\n,,,,`),
      '\r\n',
    ),
    rows: lines.length,
  }),
  'half of a UTF-16': (lines, dice) => {
    const bytes = Buffer.from(text(lines).toString(), 'utf16le')
    return { bytes: bytes.subarray(0, 1 + dice.below(bytes.length - 1)), rows: undefined }
  },
  noise: (lines, dice) => ({
    bytes: Buffer.from(
      lines.join('\n').replace(/./g, () => String.fromCharCode(dice.below(256))),
      'latin1',
    ),
    rows: undefined,
  }),
  empty: () => ({ bytes: Buffer.alloc(0), rows: 1 }),
}

/** The same files for the same seed; every kind of breakage comes in turn. */
export async function* brokenFiles(seed: number, count: number): AsyncGenerator<BrokenFile> {
  const dice = diceOf(seed)
  const kinds = Object.keys(breakages)
  for (let number = 0; number < count; number++) {
    const lines = Array.from({ length: 1 + dice.below(40) }, (_, at) => lineOf(at, dice))
    const turn = number % (kinds.length + 2)
    if (turn === kinds.length) yield brokenJson(number, lines, dice)
    else if (turn === kinds.length + 1) yield await brokenWorkbook(number, lines, dice)
    else yield { name: `${number} ${kinds[turn]}`, format: csv, ...breakages[kinds[turn]!]!(lines, dice) }
  }
}

const lineOf = (at: number, dice: Dice) =>
  `${1000 + at},2024-0${1 + dice.below(9)}-1${dice.below(9)},Кампания ${dice.below(9)},${dice.below(9999)}.5,ok ${dice.below(9)}`

function brokenJson(number: number, lines: Lines, dice: Dice): BrokenFile {
  const names = header.split(',')
  const whole = lines.map((line) =>
    JSON.stringify(Object.fromEntries(line.split(',').map((cell, at) => [names[at], cell]))),
  )
  const broken = whole.map((line) => (dice.below(4) === 0 ? line.slice(0, 1 + dice.below(line.length - 1)) : line))
  const deep = `${'{"a":'.repeat(70)}1${'}'.repeat(70)}`
  const all = [whole[0]!, ...broken, '[1]', 'null', '1e999', deep, '{"__proto__":{"x":1}}']
  return {
    name: `${number} json`,
    format: { ...csv, type: 'jsonl' },
    bytes: Buffer.from(all.join('\n')),
    rows: all.length,
  }
}

async function brokenWorkbook(number: number, lines: Lines, dice: Dice): Promise<BrokenFile> {
  const rows = [header, ...lines].map((line) => line.split(','))
  const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: 'Sheet1', rows }] }))
  const damaged = dice.below(3) > 0
  for (let hits = damaged ? 1 + dice.below(30) : 0; hits > 0; hits--) bytes[dice.below(bytes.length)] = dice.below(256)
  const format: FileFormat = { ...csv, type: 'xlsx' }
  return { name: `${number} xlsx`, format, bytes, rows: damaged ? undefined : lines.length }
}

const cp1251 = (letter: string): Buffer => {
  const code = letter.charCodeAt(0)
  return Buffer.from([code < 128 ? code : (code - 0x410 + 0xc0) & 255])
}

function diceOf(seed: number): Dice {
  const random = randomOf(seed, 'broken files')
  return { below: (limit) => random.between(0, limit - 1) }
}
