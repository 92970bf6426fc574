/** What this adapter needs of a logger; pino's fits. Bare ids only: never a body, number, name, key or code. */
export interface Log {
  info(about: object, message: string): void;
  warn(about: object, message: string): void;
  error(about: object, message: string): void;
}
