import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import * as z from 'zod'
import type { Cloud } from './cloud.ts'
import type { Request } from './describe-call.ts'

/** `POST /hooks/{connection}/{proof+}` as a pattern of paths. */
function patternOf(key: string): RegExp {
  const [method = '', path = ''] = key.split(' ')
  const parts = path.split('/').map((part) => (part.endsWith('+}') ? '.+' : part.startsWith('{') ? '[^/]+' : part))
  return new RegExp(`^${method} ${parts.join('/')}$`)
}

const answered = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
})

/** The event of an HTTP API, payload format 2.0. */
function eventOf({ method, url, headers, body }: Request, routeKey: string) {
  const [rawPath = '', rawQueryString = ''] = url.split('?')
  const isText = /^(text\/|application\/(json|xml|x-www-form-urlencoded))/.test(headers['content-type'] ?? 'text/plain')
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    headers,
    requestContext: { http: { method, path: rawPath, sourceIp: '127.0.0.1' }, requestId: randomUUID(), routeKey },
    body: body.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
  }
}

/** Serves the HTTP API of the template. */
export const serveDoor =
  ({ routes, lambda }: Cloud) =>
  async (request: Request, response: ServerResponse): Promise<void> => {
    const asked = `${request.method} ${request.url.split('?')[0]}`
    const route = routes.find(({ key }) => patternOf(key).test(asked))
    if (!route) return void response.writeHead(404).end('{"message":"Not Found"}')
    const { payload, error } = await lambda.invoke(
      route.function,
      Buffer.from(JSON.stringify(eventOf(request, route.key))),
    )
    if (error) return void response.writeHead(500).end('{"message":"Internal Server Error"}')
    const { statusCode, headers, body } = answered.parse(JSON.parse(payload.toString()))
    response.writeHead(statusCode, headers).end(body)
  }
