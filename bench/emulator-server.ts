import { createApp, createPlatform } from '@domain-bridge/commerce-emulator/app';
import { serveMeasured } from './measured-server.ts';

/** The emulator as `npm run start:emulator` starts it, but on a free port. */
serveMeasured((origin) => createApp({ platform: createPlatform(), origin }));
