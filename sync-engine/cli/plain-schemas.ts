// Must be imported before any schema is made. Zod would otherwise write and compile code for each schema when it first
// reads something; a command reads so little with each that this takes longer than it saves.
import { z } from 'zod';

z.config({ jitless: true });
