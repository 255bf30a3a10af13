import { choice, count, flag, list, optional, percent, seconds, text, type Values } from '../../contract/config.ts'

const GUIDE = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/'
const PROVISIONED = { field: 'billing', is: ['provisioned'] } as const
const ON_DEMAND = { field: 'billing', is: ['onDemand'] } as const
const TYPES = [{ value: 'S', label: 'String' }, { value: 'N', label: 'Number' }, { value: 'B', label: 'Binary' }] as const
const PROJECTIONS = [{ value: 'ALL', label: 'All attributes' }, { value: 'KEYS_ONLY', label: 'Keys only' }, { value: 'INCLUDE', label: 'Keys and those named' }] as const

export const config = {
  partitionKey: text('Partition key', { default: 'id', maxLength: 255, rule: 'DDB-01', aws: `${GUIDE}HowItWorks.CoreComponents.html`, help: 'Every item has one. Items of one key lie together, and share what one partition can do.' }),
  partitionType: choice('Its type', { default: 'S', options: TYPES }),
  sortKey: text('Sort key', { maxLength: 255, rule: 'DDB-04', help: 'Empty: one item for each partition key. Otherwise many, in its order.' }),
  sortType: choice('Its type', { default: 'S', options: TYPES }),
  stream: choice('Stream', {
    default: 'NEW_AND_OLD_IMAGES', rule: 'DDB-06', aws: `${GUIDE}Streams.html`, help: 'What a function that reads the changes gets to see.',
    options: [
      { value: 'off', label: 'Off' }, { value: 'KEYS_ONLY', label: 'Keys only' }, { value: 'NEW_IMAGE', label: 'New image' },
      { value: 'OLD_IMAGE', label: 'Old image' }, { value: 'NEW_AND_OLD_IMAGES', label: 'New and old images' },
    ],
  }),
  request: choice('Requests without code', {
    default: 'PutItem', rule: 'DDB-04', help: 'What a client or a function without code does here. A body {"operation":"UpdateItem","input":{…}} says it in full.',
    options: [{ value: 'PutItem', label: 'Put an item' }, { value: 'GetItem', label: 'Get an item' }, { value: 'DeleteItem', label: 'Delete an item' }, { value: 'Query', label: 'Query its partition' }],
  }),
  items: text('Items at the start', { as: 'json', maxLength: 65_536, rule: 'DDB-01', help: 'A list of plain JSON objects: [{"id":"a","n":1}].' }),

  billing: choice('Capacity', {
    default: 'onDemand', group: 'Capacity', rule: 'DDB-02', aws: `${GUIDE}capacity-mode.html`,
    options: [{ value: 'onDemand', label: 'On demand', help: 'Paid by request; twice its former peak at once' }, { value: 'provisioned', label: 'Provisioned', help: 'So many units a second, paid whether or not they are used' }],
  }),
  readUnits: count('Read units', { default: 5, min: 1, max: 40_000, group: 'Capacity', rule: 'DDB-02', when: PROVISIONED, help: 'A second. One reads 4 KB consistently, or 8 KB eventually.' }),
  writeUnits: count('Write units', { default: 5, min: 1, max: 40_000, group: 'Capacity', rule: 'DDB-02', when: PROVISIONED, help: 'A second. One writes 1 KB.' }),
  autoScaling: flag('Auto scaling', { group: 'Capacity', rule: 'DDB-02', when: PROVISIONED, aws: `${GUIDE}AutoScaling.html`, help: 'Follows the load some minutes behind it.' }),
  minUnits: count('At least', { default: 5, min: 1, max: 40_000, group: 'Capacity', rule: 'VAL-25', when: { field: 'autoScaling', is: [true] } }),
  maxUnits: count('At most', { default: 100, min: 1, max: 40_000, group: 'Capacity', rule: 'VAL-25', when: { field: 'autoScaling', is: [true] } }),
  target: percent('Target utilisation', { default: 70, min: 20, max: 90, group: 'Capacity', when: { field: 'autoScaling', is: [true] } }),
  burst: flag('Begins with burst capacity', { default: true, group: 'Capacity', rule: 'DDB-02', when: PROVISIONED, help: 'As if the table had been idle for five minutes before the run.' }),
  maxReads: optional(count('Most read units', { default: 1, min: 1, max: 40_000, group: 'Capacity', rule: 'DDB-03', when: ON_DEMAND, help: 'A second; a ceiling on what a month may cost. Empty: the quota of the account.' })),
  maxWrites: optional(count('Most write units', { default: 1, min: 1, max: 40_000, group: 'Capacity', rule: 'DDB-03', when: ON_DEMAND })),

  globalIndexes: list('Global secondary indexes', {
    name: text('Name', { default: 'byOwner', maxLength: 255 }),
    partitionKey: text('Partition key', { default: 'owner', maxLength: 255 }),
    partitionType: choice('Its type', { default: 'S', options: TYPES }),
    sortKey: text('Sort key', { maxLength: 255 }),
    sortType: choice('Its type', { default: 'S', options: TYPES }),
    projection: choice('Holds', { default: 'ALL', options: PROJECTIONS }),
    include: text('Attributes', { maxLength: 1_024, help: 'Parted by commas, if only some are held.' }),
    readUnits: count('Read units', { default: 5, min: 1, max: 40_000 }),
    writeUnits: count('Write units', { default: 5, min: 1, max: 40_000, help: 'When they are used up, writes to the table wait, too.' }),
  }, { maxRows: 20, group: 'Indexes', rule: 'DDB-02', aws: `${GUIDE}GSI.html` }),
  localIndexes: list('Local secondary indexes', {
    name: text('Name', { default: 'byDate', maxLength: 255 }),
    sortKey: text('Sort key', { default: 'date', maxLength: 255 }),
    sortType: choice('Its type', { default: 'S', options: TYPES }),
    projection: choice('Holds', { default: 'ALL', options: PROJECTIONS }),
    include: text('Attributes', { maxLength: 1_024 }),
  }, { maxRows: 5, group: 'Indexes', rule: 'DDB-04', aws: `${GUIDE}LSI.html` }),
  ttl: text('Time-to-live attribute', { maxLength: 255, group: 'More', rule: 'DDB-06', aws: `${GUIDE}TTL.html`, help: 'A number of seconds since 1970, after which the item is deleted: some time later, and until then it is still read.' }),
  ttlDelaySec: seconds('Deleted after', { default: 60, min: 1, max: 172_800, group: 'More', rule: 'DDB-06', help: 'AWS promises a few days at most.' }),
}
export type TableConfig = Values<typeof config>
