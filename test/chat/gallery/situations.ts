/** What the owner and the world do, situation by situation; the gallery writes down what the bot says. */
import { aftermath } from './aftermath.ts';
import { editing } from './editing.ts';
import { outcomes } from './outcomes.ts';
import { people } from './people.ts';
import { refused } from './refused.ts';
import { rehearsals } from './rehearsals.ts';
import { rooms } from './rooms.ts';
import { selftests } from './selftests.ts';
import { series } from './series.ts';
import { tables } from './tables.ts';
import type { Situation } from './talk.ts';
import { wishes } from './wishes.ts';

export const situations: readonly Situation[] = [
  ...wishes,
  ...editing,
  ...people,
  ...outcomes,
  ...aftermath,
  ...rooms,
  ...series,
  ...selftests,
  ...rehearsals,
  ...tables,
  ...refused,
];
