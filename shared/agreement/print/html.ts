const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]!)

/** Markup that is already safe to put into a page. */
export interface Html {
  readonly html: string
}

type Part = Html | string | number | readonly Html[]

const rendered = (part: Part): string => {
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part))
  return 'html' in part ? part.html : part.map((inner) => inner.html).join('')
}

/** Builds markup; every text put into it is escaped. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: strings.reduce((page, text, index) => page + rendered(parts[index - 1]!) + text),
})
