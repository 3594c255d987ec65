import { zstdDecompressSync } from 'node:zlib'
import { type Compressors, parquetReadObjects } from 'hyparquet'
import { FixData } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { ColumnKind, Value } from '#shared/records/record.ts'
import { dateText } from './days.ts'
import type { TableColumns } from './schema.ts'

export type Row = Record<string, Value>

const compressors: Compressors = { ZSTD: (input) => zstdDecompressSync(input) }

/** What the reader yields for dates and instants of our files and of DuckDB's, in the form of a row object. */
const parsers = {
  dateFromDays: dateText,
  timestampFromMilliseconds: (millis: bigint) => Number(millis),
  timestampFromMicroseconds: (micros: bigint) => Math.floor(Number(micros) / 1000),
  timestampFromNanoseconds: (nanos: bigint) => Math.floor(Number(nanos) / 1_000_000),
}

/** Files of other writers may hold a whole number in 32 or 64 bits. */
const restore: Partial<Record<ColumnKind, (value: number | bigint) => Value>> = {
  int: Number,
  money: BigInt,
}

/**
 * The rows of a Parquet file, with the asked columns in the form of `ColumnKind`. A column that the file lacks is null in
 * every row: files outlive the definition that they were written by. Errors: FixData when the bytes are no Parquet file.
 */
export async function decodeTable(bytes: Uint8Array, columns: TableColumns): Promise<Row[]> {
  const rows = await readObjects(bytes)
  const names = Object.entries(columns)
  return rows.map((row) => {
    const restored: Row = {}
    for (const [name, kind] of names) {
      const value = row[name] ?? null
      restored[name] = value === null ? null : (restore[kind]?.(value) ?? value)
    }
    return restored
  })
}

async function readObjects(bytes: Uint8Array) {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  try {
    return await parquetReadObjects({ file, compressors, parsers })
  } catch (cause) {
    throw new FixData({
      who: 'parquet',
      code: 'NOT_PARQUET',
      what: say('Файл Parquet не читается', 'The Parquet file can not be read'),
      hint: say('Перечитайте источник: concord sync', 'Read the source again: concord sync'),
      cause,
    })
  }
}
