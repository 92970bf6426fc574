/**
 * The other schedulers, each behind the same four verbs, with the settings that make it as durable and as quick to recover as
 * it can be. Their libraries are found from the folder in which they were installed; peers.ts does that.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * @typedef {object} Peer
 * @property {(name: string, at: number) => Promise<void>} schedule Durable when it resolves, if it ever is. `at` in ms.
 * @property {(handle: (name: string) => Promise<void>) => Promise<void>} start Begins to hand out what is due.
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Ground
 * @property {string} folder A folder of its own.
 * @property {string} modules The folder whose node_modules has the peers.
 * @property {string} queue The name of a queue of its own.
 * @property {string} sqlite The path of better-sqlite3, the project's own.
 * @property {number} redisPort
 * @property {string} postgresUrl
 */

/** A library by its name, as `import` of it would give, found from `modules`. @param {string} modules @param {string} name */
async function library(modules, name) {
  const path = createRequire(join(modules, 'package.json')).resolve(name);
  return import(pathToFileURL(path).href);
}

/** @type {Readonly<Record<string, (ground: Ground) => Promise<Peer>>>} */
export const peers = {
  async 'node-schedule'({ modules }) {
    const { default: schedule } = await library(modules, 'node-schedule');
    /** @type {(name: string) => Promise<void>} */
    let handler = async () => undefined;
    return {
      async schedule(name, at) {
        schedule.scheduleJob(new Date(at), () => void handler(name));
      },
      async start(handle) {
        handler = handle;
      },
      close: () => schedule.gracefulShutdown(),
    };
  },

  async plainjob({ modules, folder, sqlite }) {
    const { better, defineQueue, defineWorker } = await library(modules, 'plainjob');
    const Database = createRequire(import.meta.url)(sqlite);
    const db = new Database(join(folder, 'plainjob.db'));
    const logger = { error: console.error, warn() {}, info() {}, debug() {} };
    // Left alone an interrupted one comes back after half an hour; a benchmark waits two seconds.
    const queue = defineQueue({ connection: better(db), logger, timeout: 2_000, maintenanceInterval: 500 });
    db.pragma('synchronous = FULL');
    /** @type {{ start(): Promise<void>, stop(): Promise<void> } | null} */
    let worker = null;
    return {
      async schedule(name, at) {
        queue.add('send', { name }, { delay: Math.max(0, at - Date.now()) });
      },
      async start(handle) {
        worker = defineWorker(
          'send',
          (/** @type {{ data: string }} */ { data }) => handle(JSON.parse(data).name),
          {
            queue,
            pollIntervall: 1,
            logger,
          },
        );
        void worker?.start();
      },
      async close() {
        await worker?.stop();
        queue.close();
        db.close();
      },
    };
  },

  async bullmq({ modules, queue: named, redisPort }) {
    const { Queue, Worker } = await library(modules, 'bullmq');
    const connection = { host: '127.0.0.1', port: redisPort, maxRetriesPerRequest: null };
    const queue = new Queue(named, { connection });
    /** @type {{ close(force?: boolean): Promise<void> } | null} */
    let worker = null;
    return {
      async schedule(name, at) {
        await queue.add('send', { name }, { delay: Math.max(0, at - Date.now()) });
      },
      async start(handle) {
        worker = new Worker(
          named,
          (/** @type {{ data: { name: string } }} */ { data }) => handle(data.name),
          {
            connection,
            lockDuration: 2_000,
            stalledInterval: 1_000,
          },
        );
      },
      async close() {
        await worker?.close(true);
        await queue.close();
      },
    };
  },

  async 'pg-boss'({ modules, queue: named, postgresUrl }) {
    const { default: PgBoss } = await library(modules, 'pg-boss');
    const boss = new PgBoss({ connectionString: postgresUrl, maintenanceIntervalSeconds: 1 });
    boss.on('error', console.error);
    await boss.start();
    await boss.createQueue(named);
    return {
      async schedule(name, at) {
        await boss.send(named, { name }, { startAfter: new Date(at), expireInSeconds: 2 });
      },
      async start(handle) {
        await boss.work(
          named,
          // Half a second is the least that it takes.
          { pollingIntervalSeconds: 0.5, batchSize: 100 },
          async (/** @type {{ data: { name: string } }[]} */ jobs) => {
            for (const { data } of jobs) await handle(data.name);
          },
        );
      },
      close: () => boss.stop({ graceful: false }),
    };
  },
};
