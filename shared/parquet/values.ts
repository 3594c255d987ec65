import { Bug } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { ColumnKind } from '#shared/records/record.ts'
import { dayNumber } from './days.ts'
import { plainText } from './strings.ts'

/** Parquet's PLAIN encoding of present values. `name` is the column, for the message. */
type Plain = (name: string, values: readonly unknown[]) => Uint8Array

const wrong = (name: string, kind: string, value: unknown) =>
  new Bug({
    who: 'parquet',
    code: 'PARQUET_VALUE',
    what: say(
      `Колонка ${name}: ${String(value)} (${typeof value}) — не ${kind}`,
      `Column ${name}: ${String(value)} (${typeof value}) is not ${kind}`,
    ),
  })

const bytesOf = (array: ArrayBufferView) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)

const two32 = 2 ** 32

/** Whole numbers within ±2^53 as INT64: two halves are far faster to write than a bigint. */
const plainInteger =
  (kind: string): Plain =>
  (name, values) => {
    const halves = new Int32Array(values.length * 2)
    for (let i = 0; i < values.length; i++) {
      const value = values[i]
      if (!Number.isSafeInteger(value)) throw wrong(name, kind, value)
      const high = Math.floor((value as number) / two32)
      halves[2 * i] = (value as number) - high * two32
      halves[2 * i + 1] = high
    }
    return bytesOf(halves)
  }

/** Of coded columns, which hold what is exact as a number. */
export const plainCodedMoney: Plain = (name, values) =>
  values.every(Number.isSafeInteger)
    ? plainInteger('money')(name, values)
    : plainMoney(
        name,
        values.map((value) => (Number.isSafeInteger(value) ? BigInt(value as number) : value)),
      )

const plainMoney: Plain = (name, values) => {
  const micros = new BigInt64Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (typeof value !== 'bigint' || BigInt.asIntN(64, value) !== value) throw wrong(name, 'money', value)
    micros[i] = value
  }
  return bytesOf(micros)
}

const plainDouble: Plain = (name, values) => {
  const doubles = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (typeof value !== 'number') throw wrong(name, 'double', value)
    doubles[i] = value
  }
  return bytesOf(doubles)
}

const plainDate: Plain = (name, values) => {
  const days = new Int32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    const day = typeof value === 'string' ? dayNumber(value) : undefined
    if (day === undefined) throw wrong(name, 'date', value)
    days[i] = day
  }
  return bytesOf(days)
}

const plainBool: Plain = (name, values) => {
  const bits = new Uint8Array(Math.ceil(values.length / 8))
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (typeof value !== 'boolean') throw wrong(name, 'bool', value)
    if (value) bits[i >> 3]! |= 1 << (i & 7)
  }
  return bits
}

const plainStrings: Plain = (name, values) => {
  const odd = values.findIndex((value) => typeof value !== 'string')
  if (odd >= 0) throw wrong(name, 'text', values[odd])
  return plainText(values as readonly string[])
}

/** All machines that Node runs on are little-endian, as Parquet is; typed arrays are therefore already encoded. */
export const plain: Readonly<Record<ColumnKind, Plain>> = {
  id: plainStrings,
  text: plainStrings,
  date: plainDate,
  instant: plainInteger('instant'),
  int: plainInteger('int'),
  money: plainMoney,
  double: plainDouble,
  bool: plainBool,
}
