import { SFNClient } from '@aws-sdk/client-sfn'
import { FixConfig } from '#shared/errors.ts'
import { fetchHttp } from '#shared/http/fetch.ts'
import type { Http } from '#shared/http/http.ts'
import { say } from '#shared/i18n/text.ts'
import { callerOf } from './caller.ts'
import type { Place } from './place.ts'
import type { AwsKeys } from './sign.ts'

/**
 * Who AWS says we are: account, user or role, and the end of the key: enough to recognise, too little to use. Errors: FixConfig
 * where there are no keys, where AWS refuses them or where they are of another account than the settings name; Unavailable.
 */
export async function identityOf({ settings, settingsPath }: Place, http: Http = fetchHttp()): Promise<string> {
  const keys = await findKeys(settings.region)
  const endpoint = process.env.AWS_ENDPOINT_URL_STS ?? process.env.AWS_ENDPOINT_URL
  const { account, name } = await callerOf({ http, region: settings.region, endpoint, now: Date.now }, keys)
  if (settings.account && settings.account !== account) throw otherAccount(settings.account, account, settingsPath)
  return `${account} ${name} …${keys.accessKeyId.slice(-4)}`
}

/** As the SDK finds them: environment, profile, single sign-on, container, instance. */
async function findKeys(region: string): Promise<AwsKeys> {
  const client = new SFNClient({ region })
  try {
    return await client.config.credentials()
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

const otherAccount = (wanted: string, found: string, where: string) =>
  new FixConfig({
    who: 'aws',
    code: 'OTHER_ACCOUNT',
    where,
    what: say(
      `ключи доступа — от аккаунта ${found}, а контур живёт в ${wanted}`,
      `the credentials are of account ${found}, but the stage lives in ${wanted}`,
    ),
    hint: say('Выберите другой AWS_PROFILE или поправьте account', 'Choose another AWS_PROFILE, or mend account'),
  })
