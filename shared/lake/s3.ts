import { randomUUID } from 'node:crypto'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3'
import { againOnClash, awsFailure, isNamed, statusOf } from '#shared/aws/failure.ts'
import { byCodeUnit, checkKey, checkPrefix } from './key.ts'
import type { Condition, Lake, Listed, Put } from './lake.ts'

export interface S3Options {
  readonly client: S3Client
  readonly bucket: string
  /** Not given: the bucket's own default encryption. */
  readonly kmsKeyId?: string
}

/** Under a KMS key an etag says nothing of the bytes: the same bytes put again have another one. It is stable per object version. */
const bare = (etag: string | undefined): string => (etag ?? '').replaceAll('"', '')

const isAbsent = (error: unknown): boolean => isNamed(error, 'NoSuchKey', 'NotFound')
const isPresent = (error: unknown): boolean => statusOf(error) === 412
/** 409: another conditional put of the same key was under way. */
const isClash = (error: unknown): boolean => isNamed(error, 'ConditionalRequestConflict') || statusOf(error) === 409

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  yaml: 'application/yaml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
const typeOf = (key: string): string => types[key.slice(key.lastIndexOf('.') + 1)] ?? 'application/octet-stream'

/** A lake in an S3 bucket. Errors: Unavailable; FixConfig where the role may not or the bucket is missing. */
export function s3Lake({ client, bucket, kmsKeyId }: S3Options): Lake {
  const at = (operation: string, key: string) => awsFailure({ who: 'lake', operation, at: `s3://${bucket}/${key}` })
  const encryption = kmsKeyId
    ? { ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId: kmsKeyId, BucketKeyEnabled: true }
    : {}

  async function look(key: string) {
    try {
      const found = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))
      return { etag: bare(found.ETag), size: found.ContentLength ?? 0, attempt: found.Metadata?.attempt }
    } catch (error) {
      return isAbsent(error) ? undefined : at('HeadObject', key)(error)
    }
  }

  /** Answers the new etag, or undefined when the condition did not hold. */
  async function write(key: string, bytes: Uint8Array, condition: Condition, attempt: string) {
    const wanted = condition === 'absent' ? { IfNoneMatch: '*' } : { IfMatch: `"${condition.etag}"` }
    const object = { Bucket: bucket, Key: key, Body: bytes, ContentType: typeOf(key), Metadata: { attempt } }
    const command = new PutObjectCommand({ ...object, ...wanted, ...encryption })
    try {
      return bare((await againOnClash(isClash, () => client.send(command))).ETag)
    } catch (error) {
      return isPresent(error) || isAbsent(error) ? undefined : at('PutObject', key)(error)
    }
  }

  return {
    async get(key) {
      checkKey(key)
      try {
        const { Body, ETag } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
        return { bytes: (await Body?.transformToByteArray()) ?? new Uint8Array(), etag: bare(ETag) }
      } catch (error) {
        return isAbsent(error) ? undefined : at('GetObject', key)(error)
      }
    },
    async put(key, bytes, condition): Promise<Put> {
      checkKey(key)
      const attempt = randomUUID()
      const etag = await write(key, bytes, condition, attempt)
      if (etag !== undefined) return { done: true, etag }
      const standing = await look(key)
      // The answer of our put was lost and the SDK asked again: what stands in the way is our own object.
      if (standing?.attempt === attempt) return { done: true, etag: standing.etag }
      return { done: false, etag: standing?.etag }
    },
    async head(key) {
      checkKey(key)
      const found = await look(key)
      return found && { etag: found.etag, size: found.size }
    },
    async list(prefix) {
      checkPrefix(prefix)
      const found: Listed[] = []
      try {
        for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
          for (const { Key = '', Size = 0, ETag } of page.Contents ?? [])
            found.push({ key: Key, size: Size, etag: bare(ETag) })
        }
      } catch (error) {
        at('ListObjectsV2', prefix)(error)
      }
      // S3 sorts by UTF-8 bytes, which differs beyond the basic plane.
      return found.sort((a, b) => byCodeUnit(a.key, b.key))
    },
    async delete(key) {
      checkKey(key)
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key })).catch(at('DeleteObject', key))
    },
  }
}
