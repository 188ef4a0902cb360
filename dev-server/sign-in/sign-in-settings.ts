/** How the sign-in service of a server behaves. May be changed while the server runs. */
export interface SignInSettings {
  /** Life of an access token; 300 s on the observed server. */
  accessTokenSeconds: number;
  /**
   * What a refresh does with the refresh token. `lenient`: a new one, and the old one stays good, as on the observed
   * server. `strict`: a new one, and using the old one again ends the whole sign-in. `none`: it stays the same.
   */
  rotation: 'lenient' | 'strict' | 'none';
  /** `refused`: what was handed out counts no longer, as after a password change. */
  refresh: 'works' | 'refused';
  /** Whether tokens can be taken back; the observed server has no such endpoint. */
  hasRevocation: boolean;
}

export const DEFAULT_SIGN_IN: Readonly<SignInSettings> = {
  accessTokenSeconds: 300,
  rotation: 'lenient',
  refresh: 'works',
  hasRevocation: false,
};

/** A program that may ask for a sign-in. */
export interface RegisteredClient {
  readonly id: string;
  /** Undefined for a program that cannot keep one. */
  readonly secret: string | undefined;
}

/** The programs that every server knows: the ids that are built into the official clients, which anybody can read. */
export const REGISTERED_CLIENTS: readonly RegisteredClient[] = [
  { id: 'OpenCloudDesktop', secret: undefined },
  {
    id: 'xdXOt13JKxym1B1QcEncf2XDkLAexMBFwiT9j6EfhhHFJhs2KM9jbjTmf8JBXE69',
    secret: 'UBntmLjC2yYCeHwsyj73Uwo9TAaecAetRwMw0xYcvNL9yRdLSUi0hUAHfvCHFeFh',
  },
];
