import { cardOf, chatNamed, personNamed } from './directory.ts';
import { androidId } from './ids.ts';
import type { WorldState } from './state.ts';

/** A new world is not empty: a phone that links a computer has chats already. Yesterday's, so that none is news. */
const lines: readonly { readonly from: string; readonly chat: string; readonly text: string }[] = [
  { from: 'Mum', chat: 'Mum', text: 'Dinner on Sunday?' },
  { from: 'Chris Jones', chat: '7B parents', text: 'Who takes the cake?' },
  { from: 'Anna', chat: 'Family', text: 'Landed safely ✈️' },
];

const dayMs = 86_400_000;

/** Fills the chats of a state that has none; leaves any other as it is. `now`: epoch ms. */
export function seedState(state: WorldState, now: number): WorldState {
  if (Object.keys(state.chats).length > 0) return state;
  for (const [i, { from, chat, text }] of lines.entries()) {
    const id = chatNamed(chat);
    state.chats[id] = [
      {
        waId: androidId(),
        chat: id,
        author: cardOf(personNamed(from)),
        fromMe: false,
        origin: 'person',
        text,
        at: now - dayMs + i * 60_000,
        quotedWaId: null,
        forwarded: false,
        file: null,
        deleted: false,
        edited: false,
        reaction: null,
      },
    ];
  }
  return state;
}
