// @ts-check

const pattern = /\bhttps?:\/\/[^\s<>"']+/gi;

/** @param {string | undefined} text */
function findLinks(text) {
  return [...(text ?? '').matchAll(pattern)].map(([href]) => ({ href }));
}

export const linkify = {
  findLinks,
  /** @param {string | undefined} text */
  findLink: (text) => findLinks(text)[0],
};

/** No page of the simulated world has a preview. */
export const linkPreview = { getLinkPreview: async () => null };
