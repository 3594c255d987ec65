import type { FileMetaData, RowGroup } from 'hyparquet'
import { ByteWriter } from 'hyparquet-writer'
import { writeMetadata } from 'hyparquet-writer/src/metadata.js'
import { writeChunk } from './chunk.ts'
import type { Coded } from './coded.ts'
import { fileSchema, type TableColumns } from './schema.ts'

export { recordColumns, type TableColumns } from './schema.ts'

/** Rows of a row group: enough for engines to read on several threads. */
const groupRows = 122_880

const magic = 0x31524150

/**
 * A Parquet file of columns that stand side by side, each with `rowCount` values in the form of `ColumnKind`, as
 * they are or coded; a column without data is all null. The fast way: no row objects. The same input gives the same bytes. Errors: Bug for a value that
 * is not of its column's kind.
 */
export function encodeColumns(
  columns: TableColumns,
  data: Readonly<Record<string, readonly unknown[] | Coded>>,
  rowCount: number,
): Uint8Array {
  const writer = new ByteWriter(64 * 1024)
  writer.appendUint32(magic)
  const groups: RowGroup[] = []
  for (let from = 0; from < rowCount; from += groupRows) {
    groups.push(writeGroup(writer, columns, data, from, Math.min(rowCount, from + groupRows)))
  }
  const footer: Omit<FileMetaData, 'metadata_length'> = {
    version: 2,
    created_by: 'concord',
    schema: fileSchema(columns),
    num_rows: BigInt(rowCount),
    row_groups: groups,
  }
  writeMetadata(writer, footer as FileMetaData)
  writer.appendUint32(magic)
  return writer.getBytes()
}

/** A Parquet file of row objects. Zero rows are a file too: it keeps the columns. */
export function encodeTable(columns: TableColumns, rows: readonly Readonly<Record<string, unknown>>[]): Uint8Array {
  const data = Object.fromEntries(Object.keys(columns).map((name) => [name, rows.map((row) => row[name])]))
  return encodeColumns(columns, data, rows.length)
}

function writeGroup(
  writer: ByteWriter,
  columns: TableColumns,
  data: Readonly<Record<string, readonly unknown[] | Coded>>,
  from: number,
  to: number,
): RowGroup {
  const chunks = Object.entries(columns).map(([name, kind]) =>
    writeChunk(writer, { name, kind, values: data[name], from, to }),
  )
  const size = chunks.reduce((sum, { meta_data }) => sum + (meta_data?.total_uncompressed_size ?? 0n), 0n)
  return { columns: chunks, total_byte_size: size, num_rows: BigInt(to - from) }
}
