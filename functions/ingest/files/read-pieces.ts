import { type FileConnection, splitStart } from '../sources/file/index.ts'
import { type FilePiece, lineEnds } from '../sources/file/pieces/index.ts'
import { doneOnThread } from '../threads/thread.ts'
import { type Counting, counting } from './counting.ts'
import type { ReadOrder, ReadPiece } from './read-piece.ts'
import { readPiece } from './read-piece.ts'
import type { Reading, ReadPort } from './read-rows.ts'

export interface PiecesPort extends Pick<ReadPort, 'intake' | 'body' | 'tick'> {
  readonly connection: FileConnection
  readonly key: Uint8Array
  /** Names the file within this process. */
  readonly file: string
}

type SplitState = ReadOrder['state']

interface InWork {
  readonly piece: FilePiece
  readonly last: boolean
  /** Where the splitting was thought to stand before it. */
  readonly guess: SplitState
  readonly answer: Promise<ReadPiece>
}

/** Two for each thread: one in work, one at hand. */
const mostInWork = 4

/**
 * Takes a CSV file into the units and into raw, its pieces side by side. Each is begun as though the one before it ended
 * with a whole row; where that proves wrong, it is read again.
 */
export async function readPieces(pieces: AsyncIterable<FilePiece>, port: PiecesPort): Promise<Reading> {
  const { connection, key, file, body } = port
  const count = counting()
  const inWork: InWork[] = []
  let state = splitStart
  let header: readonly string[] | undefined
  let isTable = true

  const ask = (piece: FilePiece, last: boolean, from: SplitState, isLater: boolean): Promise<ReadPiece> => {
    const order = { file, connection, key, piece, state: from, header, last, raw: body !== undefined }
    return isLater ? readBeside(order) : Promise.resolve(readPiece(order))
  }
  const begin = (piece: FilePiece, last: boolean) => {
    const before = inWork.at(-1)
    const guess = before ? { ...state, carried: '', line: before.guess.line + lineEnds(before.piece) } : state
    const answer = ask(piece, last, guess, header !== undefined && piece.length > 0)
    // Its failure is seen when it is waited for, not as an unhandled rejection.
    answer.catch(() => undefined)
    inWork.push({ piece, last, guess, answer })
  }
  const settle = async () => {
    const { piece, last, guess, answer } = inWork.shift()!
    const begun = await answer
    const read = isSameState(guess, state) ? begun : await ask(piece, last, state, true)
    state = read.state
    header = read.header
    isTable = header !== undefined || read.unsplit.length === 0
    await take(read, port, count)
  }

  for await (const piece of pieces) {
    begin(piece, false)
    const most = header && state.newline === '\n' ? mostInWork : 1
    while (inWork.length >= most) await settle()
    if (!isTable) break
  }
  while (inWork.length > 0) await settle()
  if (isTable) {
    begin('', true)
    await settle()
  }
  return { header: header ?? [], ...count.result() }
}

/** On a thread where there is one, else here. */
const readBeside = async (order: ReadOrder): Promise<ReadPiece> =>
  (await doneOnThread<ReadPiece>({ kind: 'piece', order })) ?? readPiece(order)

const isSameState = (a: SplitState, b: SplitState): boolean =>
  a.carried === b.carried && a.line === b.line && a.skipping === b.skipping && a.newline === b.newline

async function take(read: ReadPiece, { intake, body, tick }: PiecesPort, count: Counting): Promise<void> {
  if (read.member) await body?.member({ ...read, member: read.member })
  if (read.unsplit.length > 0) await body?.bad(read.unsplit)
  count.take(read)
  for (const batch of read.batches) intake.addBatch(batch)
  tick(read.rows)
}
