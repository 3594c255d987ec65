import { Unavailable } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { keys } from '#shared/names.ts'
import type { Runtime } from '#shared/runtime.ts'
import type { Fence } from '#shared/state/state.ts'
import { canonicalJson, type Manifest } from './manifest.ts'

type Stores = Pick<Runtime, 'lake' | 'state'>

const stateKey = (connection: string) => `connection/${connection}`

/** Another one after the connection was forgotten: what State has noted before then says nothing. */
export const eraOf = async ({ state }: Pick<Runtime, 'state'>, connection: string): Promise<number> =>
  (await state.get(stateKey(connection)))?.version ?? 0

interface ManifestKey {
  readonly key: string
  readonly source: string
  readonly account: string
  readonly connection: string
  readonly sequence: number
}

/** manifests/<source>/<account>/<connection>.<sequence>.<hash>.json */
function parseKey(key: string): ManifestKey | undefined {
  const match = /^manifests\/([^/]+)\/([^/]+)\/([^/.]+)\.(\d+)\.[0-9a-f]+\.json$/.exec(key)
  if (!match) return undefined
  const [, source = '', account = '', connection = '', sequence] = match
  return { key, source, account, connection, sequence: Number(sequence) }
}

export const manifestKey = ({ source, account, run }: Manifest): string => keys.manifest(source, account, run)

/** All manifests of a connection, oldest first, wherever its source and account pointed at the time. */
export async function manifestsOf(
  { lake }: Pick<Runtime, 'lake'>,
  connection: string,
): Promise<readonly ManifestKey[]> {
  return (await lake.list('manifests/'))
    .flatMap(({ key }) => parseKey(key) ?? [])
    .filter((one) => one.connection === connection)
    .sort((a, b) => a.sequence - b.sequence || (a.key < b.key ? -1 : 1))
}

/** The names of all connections that have brought something and were not forgotten. */
export async function connectionsInLake({ lake }: Pick<Runtime, 'lake'>): Promise<readonly string[]> {
  const found = (await lake.list('manifests/')).flatMap(({ key }) => parseKey(key)?.connection ?? [])
  return [...new Set(found)].sort()
}

async function readManifest(lake: Runtime['lake'], key: string): Promise<Manifest | undefined> {
  const stored = await lake.get(key)
  return stored && (JSON.parse(Buffer.from(stored.bytes).toString('utf8')) as Manifest)
}

export interface Present {
  /** What the connection's records stand for now; undefined: nothing was synced yet. */
  readonly manifest: Manifest | undefined
  /** Of the last manifest that was written, forgotten ones included. */
  readonly sequence: number
  /** Moves the pointer, if nobody else did and the fence still holds. Errors: Unavailable FENCED. */
  move(manifest: Manifest): Promise<void>
  /** From here on manifests up to this sequence don't count; 0: all do. */
  forget(until: number): Promise<void>
  /** Errors: Unavailable FENCED when a later run has begun. */
  check(): Promise<void>
}

/** `forgotten`: the newest sequence that a `forget` under way has struck out. */
interface Pointer {
  readonly manifest: string | null
  readonly forgotten: number
}

/**
 * Where the connection stands. A manifest that was written just before a kill, which State doesn't know yet, counts;
 * without State the newest manifest does.
 */
export async function readPresent(rt: Stores, connection: string, fence: Fence): Promise<Present> {
  const stored = await rt.state.get(stateKey(connection))
  let standing = { manifest: null, forgotten: 0, ...(stored?.value as Partial<Pointer> | undefined) } as Pointer
  let version = stored?.version
  const manifest = await newest(rt, connection, standing)
  // One after another: units are written side by side, and each of them may ask.
  let last: Promise<unknown> = Promise.resolve()
  const write = (pointer: Pointer): Promise<void> => {
    const step = last.then(() => writeNow(pointer))
    last = step.catch(() => undefined)
    return step
  }
  const writeNow = async (pointer: Pointer) => {
    version = await rt.state.putIf(stateKey(connection), { ...pointer }, version, fence)
    if (version === undefined) throw fenced(connection)
    standing = pointer
  }
  return {
    manifest,
    sequence: manifest?.sequence ?? standing.forgotten,
    move: async (next) => {
      const key = manifestKey(next)
      if (key !== standing.manifest) await write({ manifest: key, forgotten: 0 })
    },
    forget: (until) => write({ manifest: null, forgotten: until }),
    check: () => write(standing),
  }
}

async function newest(rt: Stores, connection: string, pointer: Pointer): Promise<Manifest | undefined> {
  const last = (await manifestsOf(rt, connection)).findLast(({ sequence }) => sequence > pointer.forgotten)
  if (!last) return undefined
  const manifest = await readManifest(rt.lake, last.key)
  const follows = pointer.manifest === null || manifest?.before === pointer.manifest
  return last.key === pointer.manifest || follows ? manifest : readManifest(rt.lake, pointer.manifest ?? last.key)
}

/** Written once: the key is made of what it holds. */
export async function writeManifest(lake: Runtime['lake'], manifest: Manifest): Promise<void> {
  await lake.put(manifestKey(manifest), Buffer.from(`${canonicalJson(manifest)}\n`), 'absent')
}

const fenced = (connection: string) =>
  new Unavailable({
    who: connection,
    code: 'FENCED',
    what: say(
      'Этот запуск уже сменил другой: он ничего не дописал.',
      'A later run has replaced this one: it wrote no more.',
    ),
    hint: say('Запустите ещё раз.', 'Run it again.'),
  })
