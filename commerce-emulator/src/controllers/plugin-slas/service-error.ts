/** A remote call of the plugin that failed. SFRA shows its error page for it: there is no falling back to a guest. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  /** HTTP status of the answer; 0: there was none. */
  readonly status: number;

  /** The message is JSON, as the plugin's is. It holds what the service said, and nothing that was sent. */
  constructor(status: number, statusText: string, message: string, options: ErrorOptions = {}) {
    const type = status === 0 ? 'Service' : 'HTTP';
    super(JSON.stringify({ type, status, statusText, message }), options);
    this.status = status;
  }
}
