import { inflateRawSync } from 'node:zlib'
import { workbookBytes } from '../xlsx.ts'
import { zipProblem } from '../zip-size.ts'

interface SheetPlace {
  readonly name: string
  /** Its place in the workbook, from 0. */
  readonly index: number
}

/**
 * The sheets that are not hidden, as the list inside the workbook names them. Own code, because the XLSX library tells
 * names only with its whole reader, which every sync would then load.
 */
export async function visibleSheets(path: string): Promise<readonly SheetPlace[]> {
  const bytes = Buffer.from(await workbookBytes(path))
  const xml = zipProblem(bytes) ? undefined : listIn(bytes)
  const listed = [...(xml ?? '').matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)].map(([, attributes = ''], index) => ({
    name: attributeOf(attributes, 'name') ?? '',
    index,
    isHidden: /hidden/i.test(attributeOf(attributes, 'state') ?? ''),
  }))
  // A list that can't be found leaves the first sheet, which needs no name.
  return listed.length > 0 ? listed.filter(({ isHidden }) => !isHidden) : [{ name: '', index: 0 }]
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function attributeOf(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}=(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  return (found?.[1] ?? found?.[2])?.replace(/&(?:(\w+)|#(\d+)|#x([\da-f]+));/gi, (whole, word, decimal, hex) => {
    if (word) return entities[word] ?? whole
    return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal))
  })
}

/** A damaged workbook is refused where its rows are read. */
function listIn(bytes: Buffer): string | undefined {
  try {
    return entryText(bytes, 'xl/workbook.xml')
  } catch {
    return undefined
  }
}

/** An entry of a zip, found by the list at its end. */
function entryText(bytes: Buffer, wanted: string): string | undefined {
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const nameSize = bytes.readUInt16LE(at + 28)
    if (bytes.toString('utf8', at + 46, at + 46 + nameSize) === wanted) return unpacked(bytes, at)
    at += 46 + nameSize + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return undefined
}

function unpacked(bytes: Buffer, at: number): string {
  const start = bytes.readUInt32LE(at + 42)
  const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28)
  const packed = bytes.subarray(from, from + bytes.readUInt32LE(at + 20))
  return (bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed).toString('utf8')
}
