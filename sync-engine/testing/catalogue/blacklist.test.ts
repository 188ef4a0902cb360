import { BLACKLIST } from './blacklist.ts';
import { describeGroup } from './describe-group.ts';

describeGroup(BLACKLIST);
