import { say, type Text } from '#shared/i18n/text.ts'

/** Where the key of a system comes from, step by step; by the name of the source. */
export const tokenGuides: Readonly<Record<string, Text>> = {
  yandex_direct: say(
    'Где взять токен: oauth.yandex.ru → «Создать приложение» с правом direct:api; в Директе «Инструменты» → API: подайте заявку приложения; затем получите токен под логином рекламодателя или агентства.',
    'Where to get the token: oauth.yandex.ru → create an application with direct:api; in Direct, Tools → API: apply for access; then get a token as the advertiser or the agency.',
  ),
  yandex_metrika: say(
    'Где взять токен: oauth.yandex.ru → «Создать приложение» с правами metrika:read и metrika:write; получите токен под логином, у которого есть доступ к счётчику.',
    'Where to get the token: oauth.yandex.ru → create an application with metrika:read and metrika:write; get a token as somebody who has access to the counter.',
  ),
  amocrm: say(
    'Где взять ключи: amoМаркет → ⋮ → «Создать интеграцию»: ID интеграции, секретный ключ и код авторизации (живёт 20 минут). Обменяйте код на refresh-токен по странице «OAuth 2.0» документации. Токен работает один раз: не используйте его больше нигде.',
    'Where to get the keys: amoMarket → ⋮ → create an integration: its id, its secret key and the authorisation code (lives 20 minutes). Exchange the code for a refresh token as the page "OAuth 2.0" of the documentation says. The token works once: use it nowhere else.',
  ),
  amocrm_token: say(
    'Где взять токен: amoМаркет → ⋮ → «Создать интеграцию» (частная) → «Ключи и доступы» → «Сгенерировать долгосрочный токен». Срок — до 5 лет; concord doctor напомнит заранее.',
    'Where to get the token: amoMarket → ⋮ → create a private integration → Keys and scopes → generate a long-lived token. It lives up to 5 years; concord doctor reminds you in time.',
  ),
  bitrix24: say(
    'Где взять адрес: портал → «Разработчикам» → «Другое» → «Входящий вебхук», права crm, telephony и user. Адрес — это пароль: не пересылайте его.',
    'Where to get the address: the portal → Developer resources → Other → Inbound webhook, with the rights crm, telephony and user. The address is a password: do not pass it on.',
  ),
  bitrix24_app: say(
    'Где взять ключи: портал → «Разработчикам» → «Другое» → «Локальное приложение» (серверное): код и ключ приложения; refresh-токен приходит на адрес обработчика при установке.',
    'Where to get the keys: the portal → Developer resources → Other → Local application (server): its client_id and client_secret; the refresh token comes to the handler when it is installed.',
  ),
  google_ads: say(
    'Где взять ключ: Google Cloud → включите Google Ads API → «Учётные данные»: сервисный аккаунт (и его почта — пользователь с чтением в Google Ads) или клиент OAuth. Файл JSON целиком и есть секрет.',
    'Where to get the key: Google Cloud → enable the Google Ads API → Credentials: a service account (its e-mail is then a read-only user in Google Ads) or an OAuth client. The whole JSON file is the secret.',
  ),
  ga4: say(
    'Где взять ключ: Google Cloud → включите Google Analytics Data API → сервисный аккаунт → ключ JSON; почту аккаунта добавьте в ресурс GA4 с ролью «Читатель».',
    'Where to get the key: Google Cloud → enable the Google Analytics Data API → a service account → a JSON key; add its e-mail to the GA4 property as a Viewer.',
  ),
}

/** Of what a source says of itself, for lists. */
export const firstSentence = (text: string): string => text.split('. ')[0]!.replace(/\.$/, '')
