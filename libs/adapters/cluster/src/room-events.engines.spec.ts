import { describeRoomEvents } from '@maru/adapters-contract';
import { openBackend } from './testing/open-backend.ts';

describeRoomEvents(openBackend);
