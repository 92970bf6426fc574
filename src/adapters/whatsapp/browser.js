/**
 * Where a Chromium is found, in one order for the product and for the script that gets one. Plain JavaScript, since
 * that script runs before anything is built.
 */
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

const systemNames = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
];
const systemPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The copy that the library itself launches browsers with: its download is the one that would be used. */
export function libraryRequire() {
  const require = createRequire(import.meta.url);
  return createRequire(require.resolve('whatsapp-web.js'));
}

/** @returns {string | null} the path of a browser that puppeteer downloaded before */
function downloadedBrowser() {
  try {
    const path = libraryRequire()('puppeteer').executablePath();
    return isExecutable(path) ? path : null;
  } catch {
    // Puppeteer throws where it has no download for this machine.
    return null;
  }
}

/**
 * @param {string | null | undefined} asked what PUPPETEER_EXECUTABLE_PATH says, if it says anything
 * @param {string} [path] the search path, as in PATH
 * @returns {string | null} an executable file; null when there is none, or when the one asked for is not executable
 */
export function findBrowser(asked, path = process.env.PATH ?? '') {
  if (asked) return isExecutable(asked) ? asked : null;
  const onPath = systemNames.flatMap((name) => path.split(delimiter).map((folder) => join(folder, name)));
  return [...onPath, ...systemPlaces].find(isExecutable) ?? downloadedBrowser();
}
