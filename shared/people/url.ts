const personalKey = /^(e-?mail|mail|phone|tel|telephone|mobile|name|first_?name|last_?name|fio|user_?name)$/i

/** Part of each of those names, or of an address. */
const maybePersonal = /mail|phone|tel|mobile|name|fio|@|%40/i

/** A URL without the query parameters that hold a person: by their name, or an address in their value. */
export function urlWithoutPeople(url: string): string {
  const start = url.indexOf('?')
  if (start < 0 || !maybePersonal.test(url)) return url
  const [query = '', ...anchor] = url.slice(start + 1).split('#')
  const kept = query.split('&').filter((pair) => {
    const [name = '', value = ''] = pair.split('=')
    return !personalKey.test(name) && !/@|%40/.test(value)
  })
  const rest = anchor.length > 0 ? `#${anchor.join('#')}` : ''
  return url.slice(0, start) + (kept.length > 0 ? `?${kept.join('&')}` : '') + rest
}
