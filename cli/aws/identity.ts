import { SFNClient } from '@aws-sdk/client-sfn'
import { FixConfig } from '#shared/errors.ts'
import { say } from '#shared/i18n/text.ts'
import type { Place } from './place.ts'

/** The account, where the credentials name it, and the end of the key: enough to recognise, too little to use. Errors: FixConfig. */
export async function identityOf({ settings }: Place): Promise<string> {
  const client = new SFNClient({ region: settings.region })
  try {
    const { accessKeyId, accountId } = await client.config.credentials()
    return [accountId ?? settings.account, `…${accessKeyId.slice(-4)}`].filter(Boolean).join(' ')
  } catch (cause) {
    throw new FixConfig({
      who: 'aws',
      code: 'NO_CREDENTIALS',
      what: say('не нашлось ключей доступа к AWS', 'no AWS credentials were found'),
      hint: say(
        'aws sso login (или AWS_PROFILE, AWS_ACCESS_KEY_ID и AWS_SECRET_ACCESS_KEY), затем повторите',
        'aws sso login (or AWS_PROFILE, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY), then try again',
      ),
      cause,
    })
  } finally {
    client.destroy()
  }
}
