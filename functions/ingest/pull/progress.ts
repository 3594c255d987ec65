import { Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Durability, Fence, Json, State } from '#shared/state/state.ts'
import { eraOf } from '../raw/pointer.ts'
import type { Slice } from '../source.ts'

export interface LandedPage {
  readonly key: string
  /** What `ask.next` was when it was asked for. */
  readonly next: Json
}

/** A slice that is being pulled: what is landed already, and where to go on. */
export interface OpenSlice {
  readonly slice: Slice
  /** Landed and not settled yet. */
  readonly pages: readonly LandedPage[]
  /** How many pages before them are settled already. */
  readonly offset: number
  readonly next: Json
  readonly memo: Json
  /** Epoch ms; its rows get it as pulled_at. */
  readonly startedAt: number
  /** How far on the cursor the settled ones have come, where it moves only in the end. */
  readonly reached?: string | null
  /** All pages are landed; they only have to be settled. */
  readonly complete: boolean
}

/** Where one resource (of one item) of a connection stands. */
export interface Progress {
  /** Changes when the connection is forgotten: older progress then says nothing. */
  readonly era: number
  readonly sequence: number
  /** Everything up to here is settled: a day, an instant or an id. */
  readonly cursor: string | null
  /** The range of the run under way, and the last day of it that is settled. */
  readonly run: {
    readonly from: string
    readonly to: string
    readonly done: string | null
    readonly most?: number
    /** Epoch ms. */
    readonly startedAt?: number
    /** Up to when corrections were asked for, where that is not its beginning; epoch ms. */
    readonly heardAt?: number | null
  } | null
  readonly open: OpenSlice | null
  /** When the last run over days that came to its end had begun, epoch ms. */
  readonly ranAt: number | null
  /** Epoch ms before which the system wants to hear nothing. */
  readonly resumeAt: number | null
  /** Rows near the cursor, which the overlap reads again: as `recent.ts` writes them. */
  readonly recent: readonly string[]
}

export interface ProgressStore {
  readonly now: Progress
  /** Errors: Unavailable FENCED when another run has gone on. */
  save(change: Partial<Progress>): Promise<void>
  /** The same of what is landed and would only be read again: a power cut may take it back. `isDue`: not before a later one. */
  note(change: Partial<Progress>, isDue: boolean): Promise<void>
  /** Writes what was only noted. */
  keep(): Promise<void>
}

interface Place {
  readonly state: State
  readonly fence: Fence | undefined
  readonly connection: string
  readonly resource: string
  readonly item: string
  /** Of the newest manifest that stands, for what State knows nothing of: a replay goes by their order. */
  readonly lastSequence?: () => Promise<number>
}

const fresh = { sequence: 0, cursor: null, run: null, ranAt: null, open: null, resumeAt: null, recent: [] }

export const progressKey = (connection: string, resource: string, item: string): string =>
  `pull/${connection}/${resource}/${item || '-'}`

export async function openProgress(place: Place): Promise<ProgressStore> {
  const { state, fence, connection, resource, item } = place
  const key = progressKey(connection, resource, item)
  const era = await eraOf({ state }, connection)
  const stored = await state.get(key)
  const standing = stored?.value as Progress | undefined
  let version = stored?.version
  const begun = async () => ({ ...fresh, era, sequence: (await place.lastSequence?.()) ?? 0 })
  let now: Progress = standing?.era === era ? standing : await begun()
  let isKept = true
  const write = async (next: Progress, durability: Durability) => {
    version = await state.putIf(key, next as unknown as Json, version, fence, durability)
    if (version === undefined) throw fenced(connection)
    now = next
    isKept = true
  }
  return {
    get now() {
      return now
    },
    save: (change) => write({ ...now, ...change }, 'lasting'),
    async note(change, isDue) {
      if (isDue) return write({ ...now, ...change }, 'soon')
      now = { ...now, ...change }
      isKept = false
    },
    async keep() {
      if (!isKept) await write(now, 'lasting')
    },
  }
}

const fenced = (who: string) =>
  new Unavailable({
    who,
    code: 'FENCED',
    what: say(
      'Этот запуск уже сменил другой: он ничего не дописал.',
      'A later run has replaced this one: it wrote no more.',
    ),
    hint: say('Запустите ещё раз.', 'Run it again.'),
  })
