import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import { family, type SourceConnection } from '../source-connection.ts'
import { sourceOf } from '../sources/index.ts'

/** Pairs of connections that would count the same things twice, or take two things for one. */
export function sameAccountProblems(connections: readonly SourceConnection[]): readonly Problem[] {
  return connections.flatMap((one, i) =>
    connections.slice(0, i).flatMap((other) => (share(one, other) ? (clash(one, other) ?? []) : [])),
  )
}

/** Two connections may divide the resources of one account between them. */
function share(a: SourceConnection, b: SourceConnection): boolean {
  const others = new Set(resourcesOf(b))
  return family(a) === family(b) && resourcesOf(a).some((name) => others.has(name))
}

const resourcesOf = ({ kind, resources }: SourceConnection) => resources ?? Object.keys(sourceOf(kind)?.resources ?? {})

function clash(one: SourceConnection, other: SourceConnection): Problem | undefined {
  const isSame = systemOf(one) === systemOf(other) && (isCrm(one) || isDeepStrictEqual(keysOf(one), keysOf(other)))
  if (isSame) return twice(one, other)
  const isMixed = isCrm(one) && one.source === other.source && one.account === other.account
  return isMixed ? mixed(one, other) : undefined
}

const isCrm = ({ kind }: SourceConnection) =>
  Object.values(sourceOf(kind)?.resources ?? {}).some(({ records }) => records.includes('lead'))

/** Whose CRM it is: its account or its portal. */
function systemOf({ kind, account, settings, base_url }: SourceConnection): string {
  const portal = (settings as { readonly portal?: unknown } | undefined)?.portal
  return JSON.stringify(sourceOf(kind)?.account ? account : [portal ?? account, portal ? '' : base_url])
}

/** Other secrets may open another account. */
const keysOf = ({ settings, secrets }: SourceConnection) => ({ settings, secrets })

const twice = ({ name, path }: SourceConnection, other: SourceConnection): Problem => ({
  who: name,
  code: 'SAME_ACCOUNT',
  where: path,
  what: say(
    `То же самое уже читает ${other.path}: всё посчиталось бы дважды.`,
    `${other.path} reads the same already: everything would be counted twice.`,
  ),
  hint: say(
    `Оставьте один из двух файлов, затем уберите прочитанное другим: concord forget ИМЯ --yes`,
    'Keep one of the two files, then remove what the other one has read: concord forget NAME --yes',
  ),
})

const mixed = ({ name, account, path }: SourceConnection, other: SourceConnection): Problem => ({
  who: name,
  code: 'SAME_ACCOUNT',
  where: path,
  what: say(
    `У двух систем одно имя account: ${account} (здесь и в ${other.path}): карточки с одинаковыми номерами слились бы.`,
    `Two systems have one name account: ${account} (here and in ${other.path}): cards of the same number would become one.`,
  ),
  hint: say(
    `Допишите здесь своё имя, например account: ${name}`,
    `Give this one a name of its own, for example account: ${name}`,
  ),
})
