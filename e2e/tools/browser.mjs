/** Finds a Chromium, and gets one when there is none. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { packaged, run } from './ensure.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
const NO_BROWSER = 'No browser could be found or installed: install Chromium or Chrome, or set COLDSTART_BROWSER to the path of one.'

/** @returns {Promise<{ path: string } | { refusal: string }>} */
export async function ensureBrowser() {
  const named = process.env.COLDSTART_BROWSER
  if (named) return existsSync(named) ? { path: named } : { refusal: `COLDSTART_BROWSER names ${named}, and there is no such file.` }
  const path = (await own()) ?? installed() ?? (await install())
  return path ? { path } : { refusal: NO_BROWSER }
}

/** Playwright tells a path even when nothing is there. */
async function own() {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return path && existsSync(path) ? path : undefined
}

function installed() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES].find((path) => existsSync(path))
}

async function install() {
  console.log('No browser found. Installing one…')
  if (run(process.execPath, [packaged('@playwright/test/cli.js'), 'install', 'chromium'])) {
    const path = await own()
    if (path && starts(path)) return path
  }
  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0
  if (debian && run('apt-get', ['update', '-qq']) && run('apt-get', ['install', '-y', '-qq', 'chromium'])) return installed()
  return undefined
}

/** A download without the libraries that it needs is no browser. @param {string} path */
const starts = (path) => spawnSync(path, ['--version']).status === 0
