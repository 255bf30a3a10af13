/**
 * The one matching engine of event patterns: event source filters of Lambda, rules of EventBridge and filter policies of
 * SNS speak the same language, each with limits and gaps of its own (its dialect).
 *
 * `compile` turns the text into a matcher, or says what AWS would refuse and where; `matches` asks it about an event;
 * `explain` tells clause by clause why an event passed or not. A matcher is plain data and is never changed.
 */
export { compile, type Compiled } from './pattern/compile.ts'
export { DIALECTS, type Dialect, type DialectName } from './pattern/dialect.ts'
export { exampleFor } from './pattern/example.ts'
export { explain, sentence, type Why } from './pattern/explain.ts'
export { matches } from './pattern/match.ts'
export { readJson, tryPattern, type Trial } from './pattern/trial.ts'
export type { Matcher, Refusal as PatternRefusal } from './pattern/matcher.ts'
