/**
 * How services look on the screen, beside what they do: our own drawings (path data on a 24 by 24 field, stroked) and
 * a short name for narrow places. Data only, so that whoever draws decides how.
 */
export interface ServiceView {
  readonly glyph: string
  readonly short: string
}

const circle = (x: number, y: number, r: number) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`

const UNKNOWN: ServiceView = { glyph: 'M5 5h14v14H5zM10 10a2 2 0 1 1 2.6 1.9c-.4.2-.6.5-.6 1v.4M12 16v.1', short: 'Unknown' }

export const views: { readonly [service: string]: ServiceView } = {
  client: { short: 'Client', glyph: `${circle(12, 8, 3.6)}M4.6 19.6c1-3.4 3.900-5.100 7.400-5.100s6.400 1.700 7.400 5.100` },
  httpApi: { short: 'HTTP API', glyph: 'M8.2 6.500 3.200 12l5 5.500M15.800 6.500l5 5.500-5 5.500M13.600 5l-3.200 14' },
  restApi: { short: 'REST API', glyph: 'M7.500 4.500C5 4.500 6 11 3.500 12 6 13 5 19.500 7.500 19.500M16.500 4.500C19 4.500 18 11 20.500 12 18 13 19 19.500 16.500 19.500M9.500 12h.01M12 12h.01M14.500 12h.01' },
  websocketApi: { short: 'WebSocket', glyph: 'M4 9.500h13.500M14 6l3.500 3.500L14 13M20 14.500H6.500M10 11l-3.500 3.500L10 18' },
  alb: { short: 'ALB', glyph: `${circle(12, 5.400, 2.200)}M12 7.600v4.200M5.600 16.400v-2.200c0-1.300 1.100-2.400 2.400-2.400h8c1.300 0 2.400 1.100 2.400 2.400v2.200M12 11.800v4.600${circle(5.600, 18.400, 1.900)}${circle(12, 18.400, 1.900)}${circle(18.400, 18.400, 1.900)}` },
  cloudfront: { short: 'CloudFront', glyph: `${circle(12, 12, 3.4)}M12 3.200c5 0 8.800 3.900 8.800 8.800M12 20.800c-5 0-8.800-3.900-8.800-8.800M5.800 5.800l3.700 3.700M18.200 18.200l-3.700-3.700${circle(18.200, 5.800, 1.500)}${circle(5.800, 18.200, 1.500)}` },
  functionUrl: { short: 'URL', glyph: 'M10.200 13.800a3.800 3.800 0 0 0 5.400 0l3.300-3.300a3.800 3.800 0 0 0-5.400-5.400l-1.500 1.500M13.800 10.200a3.800 3.800 0 0 0-5.400 0l-3.300 3.300a3.800 3.800 0 0 0 5.400 5.400l1.500-1.500' },
  cloudfrontFunction: { short: 'CF function', glyph: 'M8.500 4.500C6 4.500 7 11 4.500 12 7 13 6 19.500 8.500 19.500M15.500 4.500C18 4.500 17 11 19.500 12 17 13 18 19.500 15.500 19.500M12.800 7.500 10 12.300h4l-2.800 4.200' },
  keyValueStore: { short: 'Key values', glyph: `${circle(8, 12, 3.4)}M11.400 12H20.500M17 12v3.200M20 12v2.400M8 12h.01` },
  lambda: { short: 'Lambda', glyph: 'M6 4.200h2.800c1 0 1.700.5 2.100 1.400l5.600 12.700c.3.700.8 1.200 1.600 1.200H20M11.200 11.400 6.400 19.800' },
  sqs: { short: 'SQS', glyph: 'M3.200 8.200a1 1 0 0 1 1-1h2.300a1 1 0 0 1 1 1v7.600a1 1 0 0 1-1 1H4.200a1 1 0 0 1-1-1zM9.900 8.200a1 1 0 0 1 1-1h2.300a1 1 0 0 1 1 1v7.600a1 1 0 0 1-1 1h-2.300a1 1 0 0 1-1-1zM16.500 8.200a1 1 0 0 1 1-1h2.300a1 1 0 0 1 1 1v7.600a1 1 0 0 1-1 1h-2.300a1 1 0 0 1-1-1z' },
  sns: { short: 'SNS', glyph: `${circle(6, 12, 2.6)}${circle(18.2, 5.600, 1.900)}${circle(18.2, 12, 1.900)}${circle(18.2, 18.400, 1.900)}M8.300 10.700l8.100-4.200M8.600 12h7.700M8.300 13.300l8.100 4.200` },
  eventbridge: { short: 'EventBridge', glyph: `M3 12h18M7 12V6.800M17 12V6.800M12 12v5.200${circle(7, 5, 1.800)}${circle(17, 5, 1.800)}${circle(12, 19, 1.800)}` },
  scheduler: { short: 'Scheduler', glyph: `${circle(12, 12, 8.200)}M12 7.400V12l3.100 2` },
  s3: { short: 'S3', glyph: 'M4.600 6.300c0-1.500 3.300-2.700 7.400-2.700s7.400 1.200 7.400 2.700S16.100 9 12 9 4.600 7.800 4.600 6.300M4.600 6.300l2 12.600c.2 1 2.600 1.800 5.400 1.800s5.200-.8 5.400-1.800l2-12.600' },
  dynamodb: { short: 'DynamoDB', glyph: 'M4.500 6c0-1.500 3.400-2.800 7.500-2.800S19.500 4.500 19.500 6 16.100 8.800 12 8.800 4.500 7.500 4.500 6v12c0 1.500 3.400 2.800 7.500 2.800s7.500-1.300 7.500-2.800V6M4.500 12c0 1.500 3.400 2.800 7.500 2.800s7.500-1.300 7.500-2.800' },
  kinesis: { short: 'Kinesis', glyph: 'M3 7.500c3 0 3 2.500 6 2.500s3-2.500 6-2.500 3 2.500 6 2.500M3 14.500c3 0 3 2.500 6 2.500s3-2.500 6-2.500 3 2.500 6 2.500' },
  stepFunctions: { short: 'Step Functions', glyph: 'M9 3.500h6v4.500H9zM3.500 16h6v4.500h-6zM14.500 16h6v4.500h-6zM12 8v4M6.500 16v-2.500c0-.800.700-1.500 1.500-1.500h8c.800 0 1.500.700 1.500 1.500V16' },
  alarm: { short: 'Alarm', glyph: `M6.500 16.500V11a5.500 5.500 0 0 1 11 0v5.500l1.500 2H5zM10 21h4M12 5.500V3.500` },
  logs: { short: 'Logs', glyph: 'M6 3.500h8.500L18.500 7.500v13H6zM14 3.500v4.500h4.500M9 12h6.500M9 15h6.500M9 18h4' },
  ses: { short: 'SES', glyph: 'M3.500 6h17v12h-17zM3.500 6.500 12 13l8.500-6.500' },
  iot: { short: 'IoT', glyph: `${circle(12, 12, 3)}M12 9V4.500M12 15v4.500M9 12H4.500M15 12h4.500M6.500 6.500 4.500 4.500M17.500 6.500l2-2M6.500 17.500l-2 2M17.500 17.500l2 2` },
  codecommit: { short: 'Commit', glyph: `${circle(7, 6, 2.2)}${circle(7, 18, 2.2)}${circle(17, 9, 2.2)}M7 8.200v7.600M17 11.200c0 3-4 3-7.900 4.900` },
  codepipeline: { short: 'Pipeline', glyph: `${circle(5, 12, 2.2)}${circle(12, 12, 2.2)}${circle(19, 12, 2.2)}M7.200 12h2.600M14.200 12h2.600` },
  customResource: { short: 'Custom', glyph: 'M12 3.500 19.500 7.700v8.600L12 20.500l-7.500-4.200V7.700zM4.500 7.700 12 12l7.500-4.300M12 12v8.500' },
  configRule: { short: 'Config', glyph: 'M5 4.500h14v15H5zM8 9l1.300 1.300L11.500 8M8 15l1.300 1.300 2.200-2.300M14 9.500h2.500M14 15.500h2.500' },
  lex: { short: 'Lex', glyph: 'M4 5h16v11h-8l-4.500 3.500V16H4zM8 10.500h.01M12 10.500h.01M16 10.500h.01' },
  alexa: { short: 'Alexa', glyph: `${circle(12, 12, 8.2)}M9 9.500v5M12 7.500v9M15 9.500v5` },
  cognito: { short: 'Cognito', glyph: `${circle(9, 8, 3.2)}M3.500 19c.6-3.400 2.800-5 5.500-5s4.900 1.600 5.500 5M16 11.500l1.800 1.800 3.200-3.600` },
  s3Batch: { short: 'S3 Batch', glyph: 'M4.600 5.500c0-1.300 2.600-2.300 5.900-2.300s5.900 1 5.900 2.300-2.600 2.300-5.900 2.300-5.900-1-5.900-2.300zM4.600 5.500l1.400 9.500c.2.900 2 1.500 4.500 1.500M16.400 5.500 16 8.500M13 13h7M13 16.500h7M13 20h7' },
}

export const viewOf = (service: string): ServiceView => views[service] ?? UNKNOWN
