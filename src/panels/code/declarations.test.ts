/** What the editor says of code that is right: nothing. The declarations are held against the commands and names that the sandbox has. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { guestOf } from '../../testkit/guest.ts'
import { declarations } from './declarations.ts'
import { BY_SOURCE, PAIRS } from './starters.ts'

const CODE = `
import crypto, { createCipheriv, scryptSync, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import path from 'node:path'
import fs from 'fs'
import { promisify } from 'util'
import { gunzipSync } from 'node:zlib'
import { setTimeout as sleep } from 'timers/promises'
import { S3Client, GetObjectCommand, NoSuchKey, paginateListObjectsV2, waitUntilObjectExists } from '@aws-sdk/client-s3'
import { ConditionalCheckFailedException, TransactionCanceledException, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocument, paginateQuery } from '@aws-sdk/lib-dynamodb'
import { SecretsManagerClient, GetSecretValueCommand, ResourceNotFoundException } from '@aws-sdk/client-secrets-manager'
import { paginateGetParametersByPath, ParameterNotFound, SSM } from '@aws-sdk/client-ssm'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { Upload } from '@aws-sdk/lib-storage'
import { NodeHttpHandler } from '@smithy/node-http-handler'
const s3 = new S3Client({ maxAttempts: 1, requestHandler: new NodeHttpHandler({ requestTimeout: 500 }) })
s3.middlewareStack.add((next) => next, { step: 'build' })
export const handler = async (event, context) => {
  const key = scryptSync('password', 'salt', 32)
  const sealed = createCipheriv('aes-256-gcm', key, crypto.randomBytes(12))
  return [typeof NoSuchKey, typeof paginateListObjectsV2, typeof waitUntilObjectExists, typeof ConditionalCheckFailedException, typeof TransactionCanceledException, typeof DynamoDBClient, typeof DynamoDBDocument.from,
    typeof paginateQuery, typeof SecretsManagerClient, typeof GetSecretValueCommand, typeof ResourceNotFoundException, typeof paginateGetParametersByPath, typeof ParameterNotFound, typeof SSM, typeof getSignedUrl, typeof Upload,
    typeof path.join, typeof fs.readFileSync, typeof pbkdf2Sync, typeof timingSafeEqual, typeof sealed.update, typeof promisify, typeof gunzipSync, typeof sleep, typeof GetObjectCommand]
}
`

test('what the editor knows of, the sandbox has', () => {
  const told = guestOf(CODE, { timeoutSec: 10 }).invoke()
  expect(told.end?.kind === 'returned' ? new Set(told.value as string[]) : told.end).toEqual(new Set(['function']))
})

test('code that is right, and every starter, has no error in the editor', () => {
  const folder = mkdtempSync(join(tmpdir(), 'declarations-'))
  try {
    writeFileSync(join(folder, 'coldstart.d.ts'), declarations)
    const files = [['right', CODE] as const, ...[...BY_SOURCE, ...PAIRS].map(({ id, code }) => [id, code] as const)].map(([id, code]) => {
      const file = join(folder, `${id}.mjs`)
      writeFileSync(file, code)
      return file
    })
    const args = ['--noEmit', '--ignoreConfig', '--allowJs', '--checkJs', '--target', 'esnext', '--module', 'esnext', '--moduleResolution', 'bundler', '--strict', 'false', '--types', '', '--skipLibCheck', 'false', '--lib', 'esnext,dom,dom.iterable', join(folder, 'coldstart.d.ts'), ...files]
    let said = ''
    try {
      execFileSync('node_modules/.bin/tsc', args, { encoding: 'utf8' })
    } catch (error) {
      said = String((error as { stdout?: unknown }).stdout)
    }
    // Missing modules are untyped in the editor, and so is what they bring.
    expect(said.split('\n').filter((line) => /error TS/.test(line) && !/TS(?:2307|7016|7006|2580|80001|80005)/.test(line))).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 60_000)
