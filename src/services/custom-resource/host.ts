/** Where answers are put; apart, because the page needs it and nothing else of the event. */
export const RESPONSE_HOST = 'https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/'
