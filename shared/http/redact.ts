/** A URL as it may be shown: no query values, no user, and no path part that looks like a secret. */
export function redactUrl(text: string): string {
  if (!URL.canParse(text)) return '…'
  const url = new URL(text)
  const path = url.pathname
    .split('/')
    .map((part) => (looksSecret(part) ? '…' : part))
    .join('/')
  const names = [...new Set(url.searchParams.keys())].map((name) => `${name}=…`)
  return `${url.protocol}//${url.host}${path}${names.length > 0 ? `?${names.join('&')}` : ''}`
}

/** Long and of letters and digits mixed: ids of accounts are digits only, methods have dots. */
const looksSecret = (part: string) => part.length >= 12 && /\d/.test(part) && /[a-z]/i.test(part) && !/[.:]/.test(part)
