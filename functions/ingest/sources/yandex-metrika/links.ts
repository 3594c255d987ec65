const tagNames = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term'] as const

type Tags = Record<(typeof tagNames)[number], string | null>

/** Marks in a landing page, where Metrika's own column says nothing of them. */
export function tagsIn(url: string | null | undefined): Tags {
  const query = queryOf(url)
  return Object.fromEntries(tagNames.map((name) => [name, query.get(name) || null])) as Tags
}

const clickKinds = ['yclid', 'gclid', 'gbraid', 'wbraid', 'msclkid', 'rb_clickid'] as const

/** The ad click that led here. Metrika has no column for yclid: it stands in the landing page only. */
export function clickOf(url: string | null | undefined, gclid: string | null | undefined) {
  const query = queryOf(url)
  const kind = clickKinds.find((one) => query.get(one))
  if (kind) return { click_id: query.get(kind), click_kind: kind }
  return gclid ? { click_id: gclid, click_kind: 'gclid' } : { click_id: null, click_kind: null }
}

const none = new URLSearchParams()
let last = { url: '', query: none }

/** Also of what is no whole URL; never throws. A row asks twice. */
function queryOf(url: string | null | undefined): URLSearchParams {
  const start = url?.indexOf('?') ?? -1
  if (!url || start < 0) return none
  if (last.url !== url) last = { url, query: new URLSearchParams(url.slice(start + 1).replace(/#.*$/, '')) }
  return last.query
}
