/** `/undo`: takes back the last cancel, move, edit, late or alias of the last ten minutes. */
import { type CommandDefinition, decide, say } from '../src/chat/command.ts';
import { excerpt } from '../src/chat/naming.ts';
import { nothingToUndo, stopStands, undoneText } from '../src/chat/undo-text.ts';
import { lastDeed, takeBack } from '../src/core/undo.ts';

export const undo: CommandDefinition = {
  name: 'undo',
  aliases: [],
  usage: ['/undo', '/undo 12'],
  summary: 'take back your last change',
  examples: ['/undo', '/undo 12'],
  mayLeadToSend: true,
  dropsQuestions: true,
  plan(context, input) {
    const { ground } = context;
    const words = input.words.replace(/[.!…]+$/, '');
    const id = /^#?\s*(\d{1,9})$/.exec(words)?.[1];
    if (words !== '' && id === undefined)
      return say(
        ground,
        `🚫 Nothing undone: I expected a number,\nfound ${excerpt(words)}.\nTry: /undo · /undo 12`,
      );
    const quoted = context.quoted?.about.length === 1 ? (context.quoted.about[0] ?? null) : null;
    const about = id === undefined ? quoted : Number(id);
    let mayLinger: readonly number[] = [];
    return decide(
      ground,
      (tx) => {
        const at = ground.clock.now();
        const done = lastDeed(tx, at, about);
        const stop = tx.latch('stopped');
        // Whoever says "undo" after a stop means the stop; something older is taken back by its number alone.
        if (stop !== null && about === null && (done === null || stop.setAt >= done.doneAt))
          return { text: stopStands(done) };
        if (done === null) return { text: nothingToUndo(about), about: about === null ? [] : [about] };
        const { chance, settings } = ground;
        const taken = takeBack({ tx, chance, dry: settings.dryRun, at }, done);
        if (taken.kind === 'back') mayLinger = taken.by.flatMap(({ replaces }) => replaces ?? []);
        return undoneText(ground, taken, context.zone, at);
      },
      () => context.dispatcher.destroyPageOf(mayLinger),
    );
  },
};
