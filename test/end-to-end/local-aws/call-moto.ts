/** One call of a service that has no client here, in the JSON protocols of AWS; moto doesn't check signatures. Errors: its answer. */
export async function callMoto(
  moto: string,
  service: string,
  operation: { readonly target?: string; readonly path?: string },
  input: unknown,
): Promise<Record<string, unknown>> {
  const answer = await fetch(`${moto}${operation.path ?? '/'}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      ...(operation.target ? { 'x-amz-target': operation.target } : {}),
    },
    body: JSON.stringify(input),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${service} ${JSON.stringify(operation)}: ${answer.status} ${text}`)
  return text === '' ? {} : JSON.parse(text)
}
