/** The sheet on which pictures are drawn. */

/** Shown on a phone's 360 at half its size, so that the smallest words are as high as those of a chat. */
export const widthPx = 720;
export const marginPx = 36;

/** What is drawn between the title and the legend, and how high it is. */
export interface Drawn {
  readonly markup: string;
  readonly height: number;
}
