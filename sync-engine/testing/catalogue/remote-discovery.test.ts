import { describeGroup } from './describe-group.ts';
import { REMOTE_DISCOVERY } from './remote-discovery.ts';

describeGroup(REMOTE_DISCOVERY);
