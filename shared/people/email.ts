import { domainToASCII } from 'node:url'

/** Trimmed, NFC, lower case, domain in punycode; null for what is no address. Dots and +tags stay: they may be two people. */
export function normalEmail(text: string): string | null {
  const trimmed = text
    .normalize('NFC')
    .replace(/^\s*mailto:/i, '')
    .replace(/^[\s<]+|[\s>]+$/g, '')
    .toLowerCase()
  const parts = /^([^\s@"(),:;<>[\]\\]{1,64})@([^\s@]{1,253})$/.exec(trimmed)
  if (!parts) return null
  const domain = domainToASCII(parts[2]!.replace(/\.$/, ''))
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain) ? `${parts[1]}@${domain}` : null
}
