import * as z from 'zod'
import type { Cloud } from './cloud.ts'

const received = z.object({
  Messages: z.array(z.object({ MessageId: z.string(), ReceiptHandle: z.string(), Body: z.string() })).default([]),
})

const partial = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) })

const needed = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']

/** What the event source mappings do until their queues have nothing to show. Answers the batches' errors. */
export async function feedQueues(cloud: Cloud): Promise<readonly string[]> {
  const errors: string[] = []
  for (const mapping of cloud.mappings) {
    const fn = cloud.lambda.find(mapping.function)
    if (!fn) throw new Error(`a queue feeds ${mapping.function}, which is not there`)
    const refused = needed.map((action) => cloud.roles.refusal(fn.role, { action, resources: [mapping.queue] }))
    const first = refused.find((one) => one !== undefined)
    if (first) throw new Error(first)
    const name = mapping.queue.split(':').at(-1)
    const { QueueUrl } = await cloud.call('sqs', { target: 'AmazonSQS.GetQueueUrl' }, { QueueName: name })
    for (;;) {
      const wanted = { QueueUrl, MaxNumberOfMessages: mapping.batchSize }
      const found = received.parse(await cloud.call('sqs', { target: 'AmazonSQS.ReceiveMessage' }, wanted))
      if (found.Messages.length === 0) break
      const Records = found.Messages.map(({ MessageId, Body }) => ({ messageId: MessageId, body: Body }))
      const { payload, error } = await cloud.lambda.invoke(fn.name, Buffer.from(JSON.stringify({ Records })))
      if (error) errors.push(payload.toString())
      const failed = error
        ? new Set(Records.map(({ messageId }) => messageId))
        : new Set(partial.parse(JSON.parse(payload.toString())).batchItemFailures.map((one) => one.itemIdentifier))
      errors.push(...(error ? [] : [...failed].map((id) => `again: ${id}`)))
      for (const { MessageId, ReceiptHandle } of found.Messages) {
        if (failed.has(MessageId)) continue
        await cloud.call('sqs', { target: 'AmazonSQS.DeleteMessage' }, { QueueUrl, ReceiptHandle })
      }
    }
  }
  return errors
}
