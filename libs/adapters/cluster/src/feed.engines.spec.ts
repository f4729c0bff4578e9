import { describeFeed } from '@maru/adapters-contract';
import { openBackend } from './testing/open-backend.ts';

describeFeed(openBackend);
