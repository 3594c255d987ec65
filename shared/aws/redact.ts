const address = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
/** With a plus, or as Russian numbers are written; dates and ids of accounts stay. */
const phone = /\+\d[\d\s()-]{8,}\d|(?<![\w.-])[78][\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?![\w.-])/g
const bearer = /\b(Bearer|Basic|OAuth)\s+[\w.~+/=-]{8,}/gi
const named =
  /\b(?!secretsmanager:[A-Z])([\w-]*(?:token|secret|password|passwd|signature|api_?key|access_?key|code)[\w-]*)(["']?\s*[=:]\s*["']?)[^\s&"',;]{4,}/gi

/** A text as it may stand in a log: without addresses, phone numbers and what looks like a secret. */
export const redact = (text: string): string =>
  text.replace(bearer, '$1 …').replace(named, '$1$2…').replace(address, '…').replace(phone, '…')
