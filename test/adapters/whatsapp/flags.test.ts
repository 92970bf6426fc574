import { statfsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { browserFlags, thisMachine } from '../../../src/adapters/whatsapp/flags.ts';

const large = 2 ** 30;
const shm = '--disable-dev-shm-usage';

describe("the browser's flags", () => {
  test('its sandbox is given up for root alone, whom Chromium refuses with one', () => {
    expect(browserFlags({ isRoot: true, shmBytes: large })).toContain('--no-sandbox');
    expect(browserFlags({ isRoot: false, shmBytes: large }).join(' ')).not.toMatch(/sandbox/);
  });

  test('shared memory goes into files where /dev/shm is as small as in a container, or is not there', () => {
    expect(browserFlags({ isRoot: false, shmBytes: 64 * 2 ** 20 })).toContain(shm);
    expect(browserFlags({ isRoot: false, shmBytes: null })).toContain(shm);
    expect(browserFlags({ isRoot: false, shmBytes: large })).not.toContain(shm);
  });

  test('none weakens the walls between pages, or clears what WhatsApp Web keeps', () => {
    const all = browserFlags({ isRoot: true, shmBytes: null }).join(' ');
    expect(all).not.toMatch(/single-process|web-security|site-isolation|site-per-process|incognito|zygote/);
  });

  test('the machine tells who runs here and how large its shared memory is', () => {
    const { blocks, bsize } = statfsSync('/dev/shm');
    expect(thisMachine()).toEqual({ isRoot: process.getuid?.() === 0, shmBytes: blocks * bsize });
  });
});
