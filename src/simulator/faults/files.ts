/** What becomes of files on their way. */
export interface FileFaults {
  /** The server takes none of the next `count` uploads. */
  failUploads(count: number): void;
  /** Each upload takes at least so long. */
  slowUploads(ms: number): void;
  /** The server no longer has the bytes at this path: a download of them is answered by 404. */
  loseFile(path: string): void;
  /** Downloads are not answered. */
  hangDownloads(on: boolean): void;
}
