import { describeGroup } from './describe-group.ts';
import { LOCKS } from './locks.ts';

describeGroup(LOCKS);
