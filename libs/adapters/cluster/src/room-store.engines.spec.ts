import { describeRoomStore } from '@maru/adapters-contract';
import { openBackend } from './testing/open-backend.ts';

describeRoomStore(openBackend);
