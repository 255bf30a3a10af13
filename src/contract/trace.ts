/** The words in which a service reports: kinds of rows, terminal states, metrics. */
export { K, O, OUTCOMES, RECORD_NAMES, RECORDS, type RecordName } from '../trace/records.ts'
export { metric, type Metric, type OwnMetric, type OwnNames } from '../trace/metric.ts'
