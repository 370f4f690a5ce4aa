import { ConfigError } from './config-error.ts';

/** Environment variables, e.g. `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads variables one by one and gathers what is wrong with them. */
export class EnvironmentReader {
  readonly #environment: Environment;
  readonly #problems: string[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** The text of a variable; the fallback when it is unset or empty. */
  text(name: string, fallback: string): string {
    return this.#environment[name] || fallback;
  }

  /** The text of a variable, or null. */
  optional(name: string): string | null {
    return this.#environment[name] || null;
  }

  /** A whole number within bounds. */
  integer(name: string, fallback: number, least: number, most: number): number {
    const text = this.text(name, String(fallback));
    const value = Number(text);
    if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value;
    this.problem(`${name} expected a whole number from ${least} to ${most}`);
    return fallback;
  }

  /** One of a few words. */
  choice<Word extends string>(name: string, words: readonly Word[], fallback: Word): Word {
    const text = this.text(name, fallback);
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) this.problem(`${name} expected ${words.join(' | ')}`);
    return word ?? fallback;
  }

  /** Whatever `parse` makes of the text; what it throws becomes a problem. */
  parsed<Value>(name: string, text: string, parse: (text: string) => Value): Value | null {
    try {
      return parse(text);
    } catch (error) {
      this.problem(`${name}: ${error instanceof Error ? error.message : 'not readable'}`);
      return null;
    }
  }

  problem(sentence: string): void {
    this.#problems.push(sentence);
  }

  /** @throws {ConfigError} When a problem was found. */
  check(): void {
    if (this.#problems.length > 0) throw new ConfigError(this.#problems);
  }
}
