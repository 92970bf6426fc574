/** What the WhatsApp Web of now can be asked for. A build that lacks something is found so before a message is at stake. */
import type { Ability, Link } from './whatsapp.ts';

/** WhatsApp's own name of the first piece that is missing for it; null: nothing is, or nobody knows yet. */
export function lackOf(link: Link, ability: Ability): string | null {
  if (link.state !== 'connected') return null;
  return link.build.lacking.find((lack) => lack.ability === ability)?.name ?? null;
}

export function lacks(link: Link, ability: Ability): boolean {
  return lackOf(link, ability) !== null;
}

/** A page that cannot read what the owner writes may send nothing: it would go out after its cancel. */
export function maySend(link: Link): boolean {
  return link.state === 'connected' && !lacks(link, 'send') && !lacks(link, 'read');
}
