import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3'

export interface S3Object {
  readonly uri: string
  readonly size: number
  readonly etag: string
}

/** Objects by `s3://bucket/key`, with a copy of each on this disk. */
export interface Objects {
  list(uri: string): Promise<readonly S3Object[]>
  /** The path of a copy; fetched once per content. */
  copy(object: S3Object): Promise<string>
  put(uri: string, bytes: Uint8Array): Promise<void>
}

function split(uri: string): { Bucket: string; Key: string } {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(uri) ?? []
  return { Bucket: bucket, Key: key }
}

export function s3Objects(s3: S3Client, cache: string): Objects {
  const copies = new Map<string, Promise<string>>()
  const fetchTo = async (file: string, uri: string) => {
    const got = await s3.send(new GetObjectCommand(split(uri)))
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, (await got.Body?.transformToByteArray()) ?? new Uint8Array())
    return file
  }
  return {
    async list(uri) {
      const { Bucket, Key } = split(uri)
      const found: S3Object[] = []
      for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix: Key })) {
        for (const one of page.Contents ?? []) {
          found.push({ uri: `s3://${Bucket}/${one.Key}`, size: one.Size ?? 0, etag: String(one.ETag) })
        }
      }
      return found
    },
    copy({ uri, etag }) {
      const { Bucket, Key } = split(uri)
      const version = etag.replaceAll(/\W/g, '')
      // A folder per version: a statement may still read the one before. Partitions are read from the path, so it stays.
      const file = join(cache, version, Bucket, Key)
      const known = copies.get(file) ?? fetchTo(file, uri)
      copies.set(file, known)
      return known
    },
    async put(uri, bytes) {
      await s3.send(new PutObjectCommand({ ...split(uri), Body: bytes }))
    },
  }
}
