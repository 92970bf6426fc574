/** Pictures drawn in a real browser of their own: what comes out, and that nothing goes out. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClock } from '../../src/adapters/clock.ts';
import { createPainter } from '../../src/adapters/pictures/painter.ts';
import { findBrowser } from '../../src/adapters/whatsapp/browser.js';
import type { Painter, Picture } from '../../src/core/picture.ts';
import { documentOf } from '../../src/pictures/picture.ts';
import { widthPx } from '../../src/pictures/sheet.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const hour = 3_600_000;
const picture: Picture = {
  kind: 'strips',
  title: 'Tried out: 3 messages',
  subtitle: 'Zoë <b>Müller</b> · محمد · 李雷',
  strips: [
    {
      ...{ label: 'Fair weather', note: 'all on time', from: 0, to: 4 * hour, shade: null },
      marks: [
        { at: hour, tone: 'good' },
        { at: 2 * hour, tone: 'lost' },
      ],
      ticks: [{ at: 2 * hour, label: '02:00' }],
    },
  ],
  legend: [{ tone: 'good', label: 'on time' }],
};

let asked: string[];
let server: ReturnType<typeof createServer>;
let address: string;
let painter: Painter;
const logged: string[] = [];
const refused: string[] = [];

beforeAll(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('<svg xmlns="http://www.w3.org/2000/svg"/>');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  painter = createPainter({
    ...{ executable: () => findBrowser(null), chromiumArgs: [], clock: createClock(), log },
    onPage: (page) => {
      page.on('requestfailed', (request) => refused.push(request.url()));
      page.on('console', (line) => logged.push(line.text()));
    },
  });
});
afterAll(() => {
  server.close();
});

/** Width and height stand in the first chunk of a PNG. */
function sizeOf(png: Uint8Array): readonly [number, number] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  expect(Buffer.from(png.subarray(1, 4)).toString()).toBe('PNG');
  return [view.getUint32(16), view.getUint32(20)];
}

test('both themes come out as pictures that fill a phone, and differ', async () => {
  const [light, dark] = await Promise.all([
    painter.paint(documentOf(picture, 'light'), widthPx),
    painter.paint(documentOf(picture, 'dark'), widthPx),
  ]);
  if (light === null || dark === null) throw new Error('nothing was drawn');
  const [width, height] = sizeOf(light);
  expect(width).toBe(widthPx * 1.5);
  expect(height).toBeGreaterThan(300);
  expect(sizeOf(dark)).toEqual([width, height]);
  expect(light.length).toBeLessThan(300_000);
  expect(Buffer.from(light).equals(Buffer.from(dark))).toBe(false);
});

test('a document that would fetch and run gets neither, and is drawn all the same', async () => {
  const hostile = [
    '<!doctype html><html><head>',
    `<link rel="stylesheet" href="${address}/style.css"><script src="${address}/script.js"></script>`,
    `<style>@import url(${address}/import.css); body{background:url(${address}/ground.png)}</style></head><body>`,
    `<img src="${address}/image.png" onerror="console.log('ran')"><iframe src="${address}/frame.html"></iframe>`,
    '<script>console.log("ran"); document.body.style.height = "5000px";</script><p>words</p></body></html>',
  ].join('');
  const png = await painter.paint(hostile, widthPx);
  if (png === null) throw new Error('nothing was drawn');
  expect(sizeOf(png)[1]).toBeLessThan(2_000);
  expect(asked).toEqual([]);
  expect(refused.length).toBeGreaterThan(2);
  expect(logged).not.toContain('ran');
});

test('without a browser there is no picture, and no error', async () => {
  const none = createPainter({ executable: () => null, chromiumArgs: [], clock: createClock(), log });
  expect(await none.paint('<p>words</p>', widthPx)).toBeNull();
  const broken = createPainter({
    executable: () => '/bin/false',
    chromiumArgs: [],
    clock: createClock(),
    log,
  });
  expect(await broken.paint('<p>words</p>', widthPx)).toBeNull();
});
