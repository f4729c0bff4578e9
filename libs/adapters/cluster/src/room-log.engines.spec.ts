import { describeRoomLog } from '@maru/adapters-contract';
import { openBackend } from './testing/open-backend.ts';

describeRoomLog(openBackend);
