import { promisify } from 'node:util'
import { constants, gunzip, zstdCompress, zstdCompressSync, zstdDecompress } from 'node:zlib'

const settings = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }
const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)
const ungzip = promisify(gunzip)

/** One frame of Zstandard. Frames may stand one after another; the same text gives the same bytes. */
export const packed = (text: string | Uint8Array): Uint8Array => zstdCompressSync(text, settings)

/** UTF-16 units; handing over less takes longer than the work. */
const leastAside = 1 << 17

/** The same, compressed beside the caller where it is much. */
export const packedAside = async (text: string | Uint8Array): Promise<Uint8Array> =>
  text.length < leastAside ? packed(text) : compress(text, settings)

/** What was packed, frame by frame; gzip, as raw was stored at first, in one piece. Errors: those of zlib. */
export async function* unpacked(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return yield await ungzip(bytes)
  // Node's reader of a whole stream stops behind the first frame.
  for (let at = 0; at < bytes.length; ) {
    const end = frameEnd(bytes, at)
    yield await decompress(bytes.subarray(at, end))
    at = end
  }
}

export async function unpackedText(bytes: Uint8Array): Promise<string> {
  const frames: Uint8Array[] = []
  for await (const frame of unpacked(bytes)) frames.push(frame)
  return Buffer.concat(frames).toString('utf8')
}

const rle = 1

/** Where a frame ends, told from its head and the sizes of its blocks (RFC 8878, 3.1.1). */
function frameEnd(bytes: Uint8Array, from: number): number {
  const descriptor = bytes[from + 4] ?? 0
  const isSingle = (descriptor & 0x20) !== 0
  const sizeFlag = descriptor >> 6
  const sizeBytes = sizeFlag === 0 ? Number(isSingle) : 1 << sizeFlag
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!
  let at = from + 5 + Number(!isSingle) + dictionaryBytes + sizeBytes
  for (let isLast = false; !isLast && at < bytes.length; ) {
    const block = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)
    isLast = (block & 1) !== 0
    at += 3 + (((block >> 1) & 3) === rle ? 1 : block >> 3)
  }
  const checksumBytes = descriptor & 4
  return at + checksumBytes
}
