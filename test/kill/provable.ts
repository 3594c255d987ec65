import { hash } from 'node:crypto'

const bodyLength = 200_000

/** Bytes that carry their own sha256 in front. */
export function provable(seed: number): Uint8Array {
  const body = new Uint8Array(bodyLength).fill(seed)
  new DataView(body.buffer).setUint32(0, seed)
  return Buffer.concat([Buffer.from(hash('sha256', body, 'hex')), body])
}

export function isWhole(bytes: Uint8Array): boolean {
  const said = Buffer.from(bytes.subarray(0, 64)).toString()
  return bytes.byteLength === bodyLength + 64 && said === hash('sha256', bytes.subarray(64), 'hex')
}
