// All mutants, in the order of the promise.
import { alarms } from './list/alarms.js';
import { changes } from './list/changes.js';
import { commands } from './list/commands.js';
import { control } from './list/control.js';
import { editing } from './list/editing.js';
import { erasing } from './list/erasing.js';
import { evidence } from './list/evidence.js';
import { filesOfMessages } from './list/files.js';
import { group } from './list/group.js';
import { link } from './list/link.js';
import { marksOfCommands } from './list/marks.js';
import { people } from './list/people.js';
import { recipients } from './list/recipients.js';
import { rehearsals } from './list/rehearsal.js';
import { restored } from './list/restored.js';
import { selftests } from './list/selftest.js';
import { comingAgain } from './list/series.js';
import { silence } from './list/silence.js';
import { stopped } from './list/stopped.js';
import { tables } from './list/tables.js';
import { twice } from './list/twice.js';
import { watch } from './list/watch.js';

/** @type {readonly import('./mutant.js').Mutant[]} */
export const mutants = [
  ...twice,
  ...stopped,
  ...comingAgain,
  ...silence,
  ...evidence,
  ...commands,
  ...control,
  ...recipients,
  ...people,
  ...filesOfMessages,
  ...tables,
  ...editing,
  ...rehearsals,
  ...group,
  ...restored,
  ...alarms,
  ...changes,
  ...selftests,
  ...marksOfCommands,
  ...watch,
  ...link,
  ...erasing,
];
