/**
 * What is asked again and again of a pure function: each answer is found once. Only for what depends on its words alone;
 * at `most` answers it begins anew, so that no amount of words fills the memory.
 */
export function remembered<Answer>(most: number, ask: (words: string) => Answer): (words: string) => Answer {
  const answers = new Map<string, Answer>();
  return (words) => {
    const known = answers.get(words);
    if (known !== undefined) return known;
    const answer = ask(words);
    if (answers.size >= most) answers.clear();
    answers.set(words, answer);
    return answer;
  };
}
