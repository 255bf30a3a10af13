/** How S3 refuses what code asks. */
import type { ReasonCode } from '../../contract/reasons.ts'

export interface Fault {
  readonly name: string
  readonly status: number
  readonly message: string
  readonly code?: ReasonCode
}
export const NO_SUCH_KEY: Fault = { name: 'NoSuchKey', status: 404, message: 'The specified key does not exist.', code: 'NoSuchKey' }
export const NO_SUCH_VERSION: Fault = { name: 'NoSuchVersion', status: 404, message: 'The specified version does not exist.', code: 'NoSuchKey' }
export const NO_SUCH_UPLOAD: Fault = { name: 'NoSuchUpload', status: 404, message: 'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.' }
/** A HEAD has no body, and so no words: the SDK makes its own. */
export const NOT_FOUND: Fault = { name: 'NotFound', status: 404, message: 'UnknownError', code: 'NoSuchKey' }
export const NOT_ALLOWED: Fault = { name: 'MethodNotAllowed', status: 405, message: 'The specified method is not allowed against this resource.', code: 'InvalidParameter' }
export const SLOW: Fault = { name: 'SlowDown', status: 503, message: 'Please reduce your request rate.', code: 'SlowDown' }
export const invalid = (message: string): Fault => ({ name: 'InvalidArgument', status: 400, message })
export const isFault = (found: object): found is Fault => 'status' in found
