// Makes sure that there is a Chromium: finds one as the product does, else gets one, else says what to install.
// Only ever prints when it has to get one; with one there it ends in a blink. A browser counts only when it says its
// version: a download lacks the system's libraries on a bare machine, and some systems keep a stub in its place.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { findBrowser, libraryRequire } from '../src/adapters/whatsapp/browser.js';

const asked = process.env.PUPPETEER_EXECUTABLE_PATH;

/** @param {string} command @param {readonly string[]} args */
function run(command, args) {
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0;
}

/** The very build that the library's puppeteer was made for, into the folder in which it looks for it. */
async function download() {
  console.log('There is no Chromium on this machine: downloading the one that puppeteer names.');
  const library = libraryRequire();
  const { default: puppeteer, PUPPETEER_REVISIONS } = library('puppeteer');
  const { install, Browser } = createRequire(library.resolve('puppeteer'))('@puppeteer/browsers');
  try {
    await install({
      browser: Browser.CHROME,
      buildId: PUPPETEER_REVISIONS.chrome,
      cacheDir: puppeteer.configuration.cacheDirectory,
      downloadProgressCallback: 'default',
    });
    return isThere();
  } catch {
    console.log('It could not be downloaded.');
    return false;
  }
}

function isThere() {
  const path = findBrowser(asked);
  return path !== null && spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

function installFromSystem() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) {
    return false;
  }
  console.log("Installing Chromium by the system's package manager.");
  return (
    run('apt-get', ['update']) &&
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']) &&
    isThere()
  );
}

if (!isThere()) {
  if (asked) {
    console.error(
      `PUPPETEER_EXECUTABLE_PATH names ${asked}, which does not start as a browser: correct it or unset it.`,
    );
    process.exitCode = 1;
  } else if (!(await download()) && !installFromSystem()) {
    console.error(
      'No Chromium could be found or fetched: install Chromium or Google Chrome (on Debian: apt-get install chromium), ' +
        'or name one in PUPPETEER_EXECUTABLE_PATH.',
    );
    process.exitCode = 1;
  }
}
