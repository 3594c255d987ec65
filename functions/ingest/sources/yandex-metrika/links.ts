const none = new URLSearchParams()

type Tag = 'utm_source' | 'utm_medium' | 'utm_campaign' | 'utm_content' | 'utm_term'

/** A mark in a landing page, where Metrika's own column says nothing of it. */
export const tagIn = (url: string | null | undefined, tag: Tag): string | null => queryOf(url).get(tag) || null

const clickKinds = ['yclid', 'gclid', 'gbraid', 'wbraid', 'msclkid', 'rb_clickid'] as const

// Most pages hold none; a name may be written in escapes.
const mayHoldClick = new RegExp(`${clickKinds.join('|')}|%`)

/** The ad click that led here. Metrika has no column for yclid: it stands in the landing page only. */
export function clickOf(url: string | null | undefined, gclid: string | null | undefined) {
  const query = mayHoldClick.test(url ?? '') ? queryOf(url) : none
  const kind = clickKinds.find((one) => query.get(one))
  if (kind) return { click_id: query.get(kind), click_kind: kind }
  return gclid ? { click_id: gclid, click_kind: 'gclid' } : { click_id: null, click_kind: null }
}

let last = { url: '', query: none }

/** Also of what is no whole URL; never throws. A row asks several times. */
function queryOf(url: string | null | undefined): URLSearchParams {
  const start = url?.indexOf('?') ?? -1
  if (!url || start < 0) return none
  if (last.url !== url) last = { url, query: new URLSearchParams(url.slice(start + 1).replace(/#.*$/, '')) }
  return last.query
}
