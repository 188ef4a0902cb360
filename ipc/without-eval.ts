// Must be imported before any schema is made: the content security policy of the windows allows no code from text, and
// zod would otherwise make some when it first reads something.
import { z } from 'zod';

z.config({ jitless: true });
