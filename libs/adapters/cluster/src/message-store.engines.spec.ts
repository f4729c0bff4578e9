import { describeMessageStore } from '@maru/adapters-contract';
import { openBackend } from './testing/open-backend.ts';

describeMessageStore(openBackend);
