/** Where AWS's pages about a service begin. */
export const API = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/'
export const BALANCERS = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/'
export const TABLES = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/'
export const SNS = 'https://docs.aws.amazon.com/sns/latest/dg/'
export const EVENTS = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/'
export const BUCKETS = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/'
