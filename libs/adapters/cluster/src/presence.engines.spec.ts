import { describePresence } from '@maru/adapters-contract';
import { openBackend } from './testing/open-backend.ts';

describePresence(openBackend);
