/**
 * By order of system calls: each claim is durable before its hand-over leaves, and each reply after the transaction that it
 * tells. A kill does not test this, since the system keeps what a killed process wrote; a power cut would.
 */
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { bundleChild } from './bundle.ts';
import { openHouse } from './house.ts';
import { playScenario } from './play.ts';
import { conclude, type ResultRow, showProgress } from './rows.ts';
import { scenarios } from './scenarios.ts';
import { hasStrace } from './strace.ts';
import { judgeOrder, type Places, readTrace } from './trace.ts';
import { ledgerOf } from './wreck.ts';

const what = 'durable before it leaves';

function placesIn(dataDir: string): Places {
  const db = new Database(ledgerOf(dataDir), { readonly: true });
  const pages = db.prepare('SELECT pageno FROM dbstat WHERE name = ?').pluck();
  const of = (table: string): ReadonlySet<number> => new Set(pages.all(table) as number[]);
  const places = { attempts: of('attempts'), tellings: of('tellings'), notices: of('notices') };
  db.close();
  return places;
}

async function tryAll(): Promise<readonly ResultRow[]> {
  const bundle = await bundleChild();
  const house = await openHouse(bundle.launcher);
  const rows: ResultRow[] = [];
  let here = '';
  const endProgress = showProgress(() => here);
  for (const scenario of scenarios) {
    const began = performance.now();
    here = scenario.name;
    const trace = join(tmpdir(), `sendonce-order-${process.pid}`);
    const found: { places: Places | null } = { places: null };
    const played = await playScenario(scenario, {
      launcher: bundle.launcher,
      house,
      killAt: 0,
      lateAcks: true,
      under: (dataDir, worldFile) => [
        ...['strace', '-f', '-y', '-xx', '-s', '65536', '-o', trace],
        ...['-P', worldFile, '-P', `${ledgerOf(dataDir)}-wal`],
        ...['-e', 'trace=pwrite64,write,fsync,fdatasync'],
      ],
      onEnd: (dataDir) => {
        found.places = placesIn(dataDir);
      },
    });
    if (found.places === null) throw new Error('the play ended without its end');
    const { claims, replies, broken } = judgeOrder(readTrace(readFileSync(trace, 'latin1')), found.places);
    rmSync(trace);
    const problems = [
      ...played.problems,
      ...broken,
      ...(claims + replies === 0 ? ['no hand-over was seen: the trace could not be read'] : []),
    ];
    const verdict =
      problems.length === 0 ? 'each durable before it left' : 'NOT all durable before they left';
    console.log(`${scenario.name}: ${claims} claims and ${replies} replies, ${verdict}`);
    if (problems.length > 0)
      console.log(`✗ ${problems.join('\n  ')}\n${played.story.replace(/^/gm, '    ')}`);
    rows.push({
      what: `${scenario.name}: ${what}`,
      tried: claims + replies,
      broke: problems.length,
      seconds: (performance.now() - began) / 1_000,
      note: `${claims} claims, ${replies} replies`,
    });
  }
  endProgress();
  house.remove();
  bundle.remove();
  return rows;
}

const leftOut = {
  what,
  tried: 0,
  broke: 0,
  seconds: 0,
  note: 'left out: there is no strace on this machine',
};
conclude(hasStrace() ? await tryAll() : [leftOut]);
