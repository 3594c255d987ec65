import { constants, zstdCompressSync } from 'node:zlib'
import type { ColumnChunk, CompressionCodec, Encoding } from 'hyparquet'
import type { ByteWriter } from 'hyparquet-writer'
import { writePageHeader } from 'hyparquet-writer/src/datapage.js'
import type { ColumnKind } from '#shared/records/record.ts'
import { bitWidth, packed, repeated } from './bits.ts'
import { type Coded, isCoded } from './coded.ts'
import { constantOf, type Dictionary, dictionaryOf } from './dictionary.ts'
import { elementOf } from './schema.ts'
import { plain, plainCodedMoney } from './values.ts'

/** Part of a column: the rows from `from` to before `to`; `values` undefined: all null. */
export interface ColumnPart {
  readonly name: string
  readonly kind: ColumnKind
  readonly values: readonly unknown[] | Coded | undefined
  readonly from: number
  readonly to: number
}

/** Below this a compressor costs more time than its bytes are worth. */
const worthCompressing = 4096

const level = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

/** Writes one column of one row group: a dictionary page where that pays, and one data page. */
export function writeChunk(writer: ByteWriter, part: ColumnPart): ColumnChunk {
  const { name, kind } = part
  const rows = part.to - part.from
  const { present, dictionary, levels } = split(part)
  const encode = kind === 'money' && part.values && isCoded(part.values) ? plainCodedMoney : plain[kind]
  const dictionaryBody = dictionary && encode(name, dictionary.distinct)
  const body = Buffer.concat([levels, dictionary ? indexBody(dictionary) : encode(name, present)])
  const size = body.length + (dictionaryBody?.length ?? 0)
  const codec: CompressionCodec = size < worthCompressing ? 'UNCOMPRESSED' : 'ZSTD'
  const encoding: Encoding = dictionary ? 'RLE_DICTIONARY' : 'PLAIN'

  const start = writer.offset
  let headers = 0
  if (dictionary && dictionaryBody) {
    headers += writePage(writer, codec, dictionaryBody, {
      type: 'DICTIONARY_PAGE',
      dictionary_page_header: { num_values: dictionary.distinct.length, encoding: 'PLAIN' },
    })
  }
  const dataStart = writer.offset
  headers += writePage(writer, codec, body, {
    type: 'DATA_PAGE',
    data_page_header: {
      num_values: rows,
      encoding,
      definition_level_encoding: 'RLE',
      repetition_level_encoding: 'RLE',
    },
  })
  return {
    file_offset: BigInt(start),
    meta_data: {
      type: elementOf(name, kind).type ?? 'BYTE_ARRAY',
      encodings: dictionary ? ['PLAIN', 'RLE', 'RLE_DICTIONARY'] : ['PLAIN', 'RLE'],
      path_in_schema: [name],
      codec,
      num_values: BigInt(rows),
      total_uncompressed_size: BigInt(headers + size),
      total_compressed_size: BigInt(writer.offset - start),
      data_page_offset: BigInt(dataStart),
      dictionary_page_offset: dictionary && BigInt(start),
    },
  }
}

const isText = (kind: ColumnKind) => kind === 'id' || kind === 'text' || kind === 'date'

function indexBody({ distinct, indexes }: Dictionary): Uint8Array {
  const width = bitWidth(distinct.length)
  const run = distinct.length === 1 ? repeated(0, indexes.length) : packed(indexes, width)
  return Buffer.concat([Uint8Array.of(width), run])
}

interface Split {
  /** The values that are there, where no dictionary pays. */
  readonly present: readonly unknown[]
  readonly dictionary: Dictionary | undefined
  /** Which rows they belong to, as Parquet's definition levels. */
  readonly levels: Uint8Array
}

const split = ({ kind, values = [], from, to }: ColumnPart): Split =>
  isCoded(values) ? splitCoded(kind, values, from, to) : splitValues(kind, values, from, to)

function splitValues(kind: ColumnKind, values: readonly unknown[], from: number, to: number): Split {
  const present: unknown[] = []
  const flags = new Uint8Array(to - from)
  for (let i = from; i < Math.min(to, values.length); i++) {
    const value = values[i]
    if (value === null || value === undefined) continue
    flags[i - from] = 1
    present.push(value)
  }
  const textual = isText(kind) ? dictionaryOf(present) : constantOf(present)
  return { present, dictionary: kind === 'bool' ? undefined : textual, levels: levelsOf(flags, present.length) }
}

function splitCoded(kind: ColumnKind, { distinct, codes }: Coded, from: number, to: number): Split {
  const flags = new Uint8Array(to - from)
  const found = new Uint32Array(to - from)
  let count = 0
  for (let i = from; i < to; i++) {
    if (codes[i] === 0) continue
    flags[i - from] = 1
    found[count++] = codes[i]! - 1
  }
  const indexes = found.subarray(0, count)
  const levels = levelsOf(flags, count)
  const most = isText(kind) ? count / 2 : 1
  const pays = kind !== 'bool' && count > 1 && distinct.length <= most
  return pays
    ? { present: [], dictionary: { distinct, indexes }, levels }
    : { present: valuesAt(distinct, indexes), dictionary: undefined, levels }
}

function valuesAt(distinct: readonly unknown[], indexes: Uint32Array): readonly unknown[] {
  const values: unknown[] = Array(indexes.length)
  for (let i = 0; i < indexes.length; i++) values[i] = distinct[indexes[i]!]
  return values
}

function levelsOf(flags: Uint8Array, present: number): Uint8Array {
  const mixed = present > 0 && present < flags.length
  const run = mixed ? packed(flags, 1) : repeated(present > 0 ? 1 : 0, flags.length)
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, run.length, true)
  return Buffer.concat([length, run])
}

type Header = Pick<Parameters<typeof writePageHeader>[1], 'type' | 'data_page_header' | 'dictionary_page_header'>

/** Answers how long the page's header is. */
function writePage(writer: ByteWriter, codec: CompressionCodec, body: Uint8Array, header: Header): number {
  const stored = codec === 'ZSTD' ? zstdCompressSync(body, level) : body
  const start = writer.offset
  writePageHeader(writer, {
    ...header,
    uncompressed_page_size: body.length,
    compressed_page_size: stored.length,
  })
  const length = writer.offset - start
  writer.appendBytes(stored)
  return length
}
