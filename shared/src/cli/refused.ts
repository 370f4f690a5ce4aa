/** The command was understood, and is not done: it would do harm. Nothing has changed. */
export class Refused extends Error {
  override readonly name = 'Refused';
}
