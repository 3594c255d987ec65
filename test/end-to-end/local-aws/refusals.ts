import type { ServerResponse } from 'node:http'
import type { Request } from './describe-call.ts'

export interface Refusal {
  readonly status: number
  readonly code: string
  readonly says: string
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** DynamoDB, Glue, Athena and others call it by a longer name, with a 400. */
const jsonCode: Readonly<Record<string, string>> = { AccessDenied: 'AccessDeniedException' }

/** An error as the service would word it: XML of S3, XML of the query protocol, JSON of all others. */
export function refuse(response: ServerResponse, service: string, request: Request, refusal: Refusal): void {
  const { status, code, says } = refusal
  if (service === 's3') {
    response.writeHead(status, { 'content-type': 'application/xml' })
    const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${escaped(says)}</Message></Error>`
    response.end(request.method === 'HEAD' ? undefined : body)
    return
  }
  if (service === 'sns') {
    response.writeHead(status, { 'content-type': 'text/xml' })
    const kind = status >= 500 ? 'Receiver' : 'Sender'
    response.end(
      `<ErrorResponse><Error><Type>${kind}</Type><Code>${code}</Code><Message>${escaped(says)}</Message></Error></ErrorResponse>`,
    )
    return
  }
  const type = jsonCode[code] ?? code
  const isRest = service === 'ses' || service === 'lambda'
  response.writeHead(status >= 500 || isRest ? status : 400, {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-errortype': type,
  })
  response.end(JSON.stringify({ __type: type, message: says, Message: says }))
}
