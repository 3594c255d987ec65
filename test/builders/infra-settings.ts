/** A settings file with the stage `test`. */
export const settingsText = `
stages:
  test:
    region: eu-central-1
    account: '123456789012'
    zone: Europe/Moscow
    nightly: '06:30'
    mail: { from: concord@example.com, to: [head-of-sales@example.com] }
`
