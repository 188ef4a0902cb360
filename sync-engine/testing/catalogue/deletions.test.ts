import { describeGroup } from './describe-group.ts';
import { DELETIONS } from './deletions.ts';

describeGroup(DELETIONS);
