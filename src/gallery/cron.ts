import { draw, type Entry } from './entry.ts'

const REPORT = `import { S3Client, PutObjectCommand } from "@aws-sdk/client-s3";

const s3 = new S3Client({});

export const handler = async (event) => {
  const { time } = event;
  await new Promise((done) => setTimeout(done, 20000));
  await s3.send(new PutObjectCommand({ Bucket: "reports", Key: "report-" + time + ".csv", Body: "total;25" }));
  console.log("report of", time);
};
`

export const cron: Entry = {
  id: 'cron', title: 'Serverless cron', says: 'A rule every hour, a schedule on working days in Madrid',
  watch: [
    'Every start is a cold one: an hour is longer than an environment is kept.',
    'The rule runs by UTC, the schedule by the clock of Madrid: in summer they drift apart by an hour.',
    'A report that takes longer than its hour would overlap with the next; reserved concurrency of one would throttle that, and Lambda would try it again.',
    'What the rule cannot deliver goes to the rule’s queue, what the function cannot do to the function’s.',
  ],
  drawing: draw('Serverless cron', { forSec: 86_400, seed: 7 }, [
    ['n1', 'eventbridge', 'default', 0, 40], ['n2', 'lambda', 'report', 300, 40, { memoryMb: 256, timeoutSec: 60, code: REPORT }], ['n3', 's3', 'reports', 600, 40],
    ['n4', 'scheduler', 'working-days', 0, 260], ['n5', 'lambda', 'reminder', 300, 260, { ioMs: 200 }], ['n6', 'sqs', 'report-dlq', 600, 260],
  ], [
    ['n1', 'targets', 'n2', 'subscription', { rule: 'hourly', trigger: 'schedule', schedule: 'rate(1 hour)' }], ['n2', 'calls', 'n3', 'data'], ['n2', 'deadLetter', 'n6', 'failure'],
    ['n4', 'target', 'n5', 'subscription', { name: 'reminder', expression: 'cron(0 9 ? * MON-FRI *)', zone: 'Europe/Madrid' }],
  ]),
}
