import { describeGroup } from './describe-group.ts';
import { CONFLICTS } from './conflicts.ts';

describeGroup(CONFLICTS);
