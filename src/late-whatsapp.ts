/**
 * WhatsApp before it is there: the library behind the adapter takes most of a second and a hundred megabytes to load,
 * and nothing of the ledger's work at a start needs it. Until then every verb answers, truly, that there is no page.
 */
import type { Link, WhatsApp } from './core/whatsapp.ts';

/**
 * The port of what `connect` will give; it is asked once, at `start`. Where it cannot give anything, `onFault` hears
 * why: a program that can never connect must not look as if it were only offline.
 */
export function lateWhatsApp(
  connect: () => WhatsApp | Promise<WhatsApp>,
  onFault: (fault: unknown) => void,
): WhatsApp {
  let here: WhatsApp | null = null;
  let ended = false;
  const starting: Link = { state: 'starting' };
  return {
    start(listener) {
      // A turn later, so that whoever calls this has its first look at the ledger before anything is loaded.
      Promise.resolve()
        .then(connect)
        .then((whatsapp) => {
          if (ended) return;
          here = whatsapp;
          whatsapp.start(listener);
        })
        .catch(onFault);
    },
    async stop() {
      ended = true;
      await here?.stop();
    },
    link: () => here?.link() ?? starting,
    health: () => here?.health() ?? null,
    handOver: async (request) => here?.handOver(request) ?? { kind: 'refused', because: 'not_connected' },
    abort: async (reservedIds) =>
      here?.abort(reservedIds) ?? new Map(reservedIds.map((id) => [id, 'unknown'] as const)),
    recycle: async () => here?.recycle(),
    lookUp: async (chat, reservedIds) =>
      here?.lookUp(chat, reservedIds) ??
      reservedIds.map((reservedId) => ({ reservedId, found: { kind: 'unreachable' } })),
    readChat: async (chatIds, since) => here?.readChat(chatIds, since) ?? { kind: 'unreachable' },
    reread: async (chatIds, waId) => here?.reread(chatIds, waId) ?? { kind: 'unreachable' },
    contacts: async () => here?.contacts() ?? { kind: 'unreachable' },
    recipient: async (chat) => here?.recipient(chat) ?? { kind: 'unreachable' },
    members: async (groupId) => here?.members(groupId) ?? { kind: 'unreachable' },
    number: async (phone) => here?.number(phone) ?? { kind: 'unreachable' },
    typing: async (chatId) => here?.typing(chatId) ?? 'unknown',
    readFile: async (chatIds, waId, mostBytes) =>
      here?.readFile(chatIds, waId, mostBytes) ?? { kind: 'unreachable' },
    prepareFile: async (preparing) =>
      here?.prepareFile(preparing) ?? { kind: 'failed', because: 'page_changed' },
    revoke: async (chat, reservedId) =>
      here?.revoke(chat, reservedId) ?? { kind: 'refused', because: 'not_connected' },
    edit: async (chat, reservedId, text) =>
      here?.edit(chat, reservedId, text) ?? { kind: 'refused', because: 'not_connected' },
    react: async (chatIds, waId, emoji) => here?.react(chatIds, waId, emoji),
  };
}
