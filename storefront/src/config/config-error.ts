/** Everything that is wrong with a configuration, all at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** One sentence each; none of them repeats a key or a password. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}
