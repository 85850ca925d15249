interface ImportMetaEnv {
  /** Where the API lives, when it is not beside the page. */
  readonly VITE_API_URL?: string;
}
