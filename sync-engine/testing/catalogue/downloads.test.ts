import { describeGroup } from './describe-group.ts';
import { DOWNLOADS } from './downloads.ts';

describeGroup(DOWNLOADS);
