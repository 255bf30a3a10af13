/** The words in which a service reports: kinds of rows, terminal states, metrics. */
export { K, O, OUTCOMES, RECORDS } from '../trace/records.ts'
export { metric, type Metric } from '../trace/metric.ts'
