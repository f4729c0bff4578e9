import { describeUserStore } from '@maru/adapters-contract';
import { openBackend } from './testing/open-backend.ts';

describeUserStore(openBackend);
