import { constants, zstdCompressSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { fileSchema, type TableColumns } from '#shared/parquet/schema.ts'

/** As our own writer compresses: level 1. */
const params = { [constants.ZSTD_c_compressionLevel]: 1 }
const compressors = { ZSTD: (bytes: Uint8Array) => new Uint8Array(zstdCompressSync(bytes, { params })) }

/** Columns as the package wants them; made before the clock starts. */
export const forPackage = (columns: TableColumns, data: Readonly<Record<string, readonly unknown[]>>) =>
  Object.entries(columns).map(([name, kind]) => ({
    name,
    data: data[name]!.map((value) => {
      if (value === null) return null
      if (kind === 'date' || kind === 'instant') return new Date(value as string | number)
      return kind === 'int' ? BigInt(value as number) : value
    }),
  }))

/** One file by hyparquet-writer, the package that others would take. */
export const writtenByPackage = (columns: TableColumns, columnData: ReturnType<typeof forPackage>): ArrayBuffer =>
  parquetWriteBuffer({ columnData, schema: fileSchema(columns), codec: 'ZSTD', compressors })
