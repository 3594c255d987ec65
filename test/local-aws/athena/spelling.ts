import {
  DuckDBDateValue,
  DuckDBDecimalType,
  DuckDBListType,
  DuckDBListValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api'
import type { EngineColumn } from './engine.ts'

const athenaNames: Readonly<Record<string, string>> = {
  HUGEINT: 'bigint',
  VARCHAR: 'varchar',
  TIMESTAMP_MS: 'timestamp',
  TIMESTAMP: 'timestamp',
}

/** A column as Athena tells it; one without a name is called by its place. */
export function athenaColumn(name: string, type: DuckDBType, at: number): EngineColumn {
  const plain = /^[a-z_]\w*$/i.test(name) ? name.toLowerCase() : `_col${at}`
  if (type instanceof DuckDBDecimalType) {
    return { name: plain, type: 'decimal', precision: type.width, scale: type.scale }
  }
  const text = String(type)
  return { name: plain, type: type instanceof DuckDBListType ? 'array' : (athenaNames[text] ?? text.toLowerCase()) }
}

/** Java's spelling: 100.0, 1.0E10, 1.0E-4. */
export function javaDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const size = Math.abs(value)
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value)
  const [digits = '', exponent = '0'] = value.toExponential().split('e')
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`
}

const instantText = (millis: number) => new Date(millis).toISOString().replace('T', ' ').slice(0, 23)

/** A value as the text that Athena sends; null is sent as nothing. */
export function athenaText(value: DuckDBValue): string | null {
  if (value === null) return null
  if (typeof value === 'number') return javaDouble(value)
  if (value instanceof DuckDBDateValue) return instantText(value.days * 86_400_000).slice(0, 10)
  if (value instanceof DuckDBTimestampMillisecondsValue) return instantText(Number(value.millis))
  if (value instanceof DuckDBTimestampValue) return instantText(Number(value.micros / 1000n))
  if (value instanceof DuckDBListValue) return `[${value.items.map((item) => athenaText(item) ?? 'null').join(', ')}]`
  return String(value)
}

/** DuckDB hands integers of 32 bits over as numbers, as it does doubles. */
export const textOf = (value: DuckDBValue, type: string): string | null =>
  typeof value === 'number' && type !== 'double' && type !== 'float' ? String(value) : athenaText(value)
