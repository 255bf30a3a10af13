import { alb } from './alb/index.ts'
import { alarm } from './alarm/index.ts'
import { client } from './client/index.ts'
import { eventbridge } from './eventbridge/index.ts'
import { dynamodb } from './dynamodb/index.ts'
import { functionUrl } from './function-url/index.ts'
import { httpApi } from './http-api/index.ts'
import { kinesis } from './kinesis/index.ts'
import { lambda } from './lambda/index.ts'
import { s3 } from './s3/index.ts'
import { restApi } from './rest-api/index.ts'
import { scheduler } from './scheduler/index.ts'
import { sns } from './sns/index.ts'
import { sqs } from './sqs/index.ts'
import { websocketApi } from './websocket-api/index.ts'

/** Every service there is. A new one is a folder and a line here. */
export const services = [client, httpApi, restApi, websocketApi, functionUrl, alb, lambda, sqs, sns, eventbridge, scheduler, s3, kinesis, dynamodb, alarm] as const
export type ServiceId = (typeof services)[number]['id']
