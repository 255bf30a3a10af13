import { bytes, choice, count, text, type Values } from '../../contract/config.ts'

const GUIDE = 'https://docs.aws.amazon.com/streams/latest/dev/'

export const config = {
  mode: choice('Capacity', {
    default: 'provisioned', rule: 'KDS-02', aws: `${GUIDE}how-do-i-size-a-stream.html`,
    options: [
      { value: 'provisioned', label: 'Provisioned', help: 'So many shards, until you change them' },
      { value: 'onDemand', label: 'On demand', help: 'Begins with four shards and splits those that run hot' },
    ],
  }),
  shards: count('Shards', { default: 1, min: 1, max: 500, rule: 'KDS-02', when: { field: 'mode', is: ['provisioned'] }, help: 'Each takes 1,000 records and 1 MB a second, and gives 2 MB a second to all readers together.' }),
  retentionHours: count('Retention, hours', { default: 24, min: 24, max: 8_760, rule: 'KDS-04', aws: `${GUIDE}kinesis-extended-retention.html`, help: 'Records stay for so long, read or not. A reader that falls further behind loses data.' }),
  maxRecordBytes: bytes('Largest record', { default: 1_048_576, min: 1_024, max: 10_485_760, rule: 'KDS-02', aws: `${GUIDE}service-sizes-and-limits.html`, help: 'Data and key together. Up to 10 MiB when you raise it.' }),
  keyField: text('Partition key from data field', { default: 'key', maxLength: 64, rule: 'KDS-01', help: 'Senders without code take their partition key from this field of the data. Without it every record has a key of its own.' }),
}
export type StreamConfig = Values<typeof config>
