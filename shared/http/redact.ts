const secretName = /(token|secret|key|password|passwd|auth|signature|sign|code|session|login)/i
const person = /[\w.+-]+@[\w-]+(\.[\w-]+)+|\+?\d[\d\s()-]{8,}\d/g

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

export interface Redactor {
  /** Known secrets become `…`. */
  secrets(value: string): string
  /** For logs: secrets, and whatever looks like an address or a phone number. */
  text(value: string): string
  /** Headers without those that sign the request. */
  headers(headers: Readonly<Record<string, string>>): Record<string, string>
}

/** One redactor for logs, errors and landed requests; it knows the values of this run's secrets. */
export function redactor(secrets: () => Iterable<string>): Redactor {
  const withoutSecrets = (value: string): string => {
    let shown = value
    for (const secret of secrets()) if (secret.length >= 4) shown = shown.replaceAll(secret, '…')
    return shown
  }
  return {
    secrets: withoutSecrets,
    text: (value) => withoutSecrets(value).replace(person, '…'),
    headers: (headers) =>
      Object.fromEntries(
        Object.entries(headers)
          .filter(([name]) => !secretName.test(name) && !/cookie/i.test(name))
          .map(([name, value]) => [name, withoutSecrets(value)]),
      ),
  }
}
