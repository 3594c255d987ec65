import { hash } from 'node:crypto'

/** The etag of our own lakes: sha256 of the bytes in hex. */
export const etagOf = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex')
