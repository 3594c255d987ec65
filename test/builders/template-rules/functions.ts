import { at, each, instead, isWatched, type Proven, text, without } from './rule.ts'

export const functionsRules: Readonly<Record<string, Proven>> = {
  'logs end after 30 days at most': {
    holds: each('AWS::Logs::LogGroup', 'retention', (properties) => {
      const days = Number(at(properties, 'RetentionInDays'))
      return days > 0 && days <= 30
    }),
    harms: [
      { type: 'AWS::Logs::LogGroup', spoil: without(/,?"RetentionInDays":30/) },
      { type: 'AWS::Logs::LogGroup', spoil: instead(/"RetentionInDays":30/, '"RetentionInDays":90') },
    ],
  },
  'every function logs to a group of its own': {
    holds: each(
      'AWS::Lambda::Function',
      'no log group',
      (properties) => at(properties, 'LoggingConfig.LogGroup') !== undefined,
    ),
    harms: [{ type: 'AWS::Lambda::Function', spoil: without(/"LoggingConfig":\{"LogGroup":\{.*?\}\},/) }],
  },
  'every function has its share of concurrency': {
    holds: each(
      'AWS::Lambda::Function',
      'unbounded',
      (properties) => Number(at(properties, 'ReservedConcurrentExecutions')) > 0,
    ),
    harms: [{ type: 'AWS::Lambda::Function', spoil: without(/"ReservedConcurrentExecutions":\d+,/) }],
  },
  'every function is arm64 on Node 24': {
    holds: each(
      'AWS::Lambda::Function',
      'runtime',
      (properties) =>
        at(properties, 'Runtime') === 'nodejs24.x' && text(at(properties, 'Architectures')) === '["arm64"]',
    ),
    harms: [{ type: 'AWS::Lambda::Function', spoil: instead(/nodejs24/, 'nodejs22') }],
  },
  'every function has an alarm': {
    holds: each('AWS::Lambda::Function', 'nobody is told', (_, id, all) => isWatched(id, all)),
    harms: [
      {
        type: 'AWS::CloudWatch::Alarm',
        which: /pull-errors/,
        spoil: instead(/FunctionName/, 'Other","Value":"x"},{"Name":"x","Value":"x"}],"Was":[{"Name":"FunctionName'),
      },
    ],
  },
  'a batch answers for each of its messages': {
    holds: each('AWS::Lambda::EventSourceMapping', 'whole batches', (properties) =>
      text(at(properties, 'FunctionResponseTypes')).includes('ReportBatchItemFailures'),
    ),
    harms: [{ type: 'AWS::Lambda::EventSourceMapping', spoil: without(/"ReportBatchItemFailures"/) }],
  },
}
